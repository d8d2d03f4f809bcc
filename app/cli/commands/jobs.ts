import { type Command, InvalidArgumentError } from 'commander';
import { jobKindSchema } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { renderJob } from '../output/job-text';
import { renderJobs } from '../output/jobs-text';
import { type CommonOptions, withHost } from '../session';
import { chooseJob } from './cancel';

interface JobsOptions extends CommonOptions {
  readonly kind?: string;
  readonly count: number;
}

const mostJobs = 1_000;

const asCount = (value: string): number => {
  const count = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(count >= 1 && count <= mostJobs)) throw new InvalidArgumentError(`A number from 1 to ${mostJobs}.`);
  return count;
};

export const addJobs = (program: Command, line: CommandLine): void =>
  addCommand<JobsOptions>(program, line, {
    usage: 'jobs [job]',
    summary: 'List running and past jobs, or show what one of them went through',
    description:
      'Takes the beginning of an id. The last thousand jobs are remembered, with the last lines of what their programs said.',
    examples: ['manysite jobs', 'manysite jobs --kind import --count 20', 'manysite jobs 3f2a91c0'],
    isOfProject: false,
    options: (command) => {
      command
        .addOption(
          command.createOption('--kind <kind>', 'only jobs of this kind').choices(jobKindSchema.options),
        )
        .option('--count <count>', 'the newest so many', asCount, 100);
    },
    run: (call) =>
      withHost(call, async ({ client }) => {
        const wanted = call.operands[0];
        const projectId = call.options.project === undefined ? null : (await projectOf(call, client)).id;
        if (wanted !== undefined) {
          const { id } = chooseJob(await client.jobs.list({ projectId, limit: mostJobs }), wanted);
          const job = await client.jobs.get({ jobId: id });
          call.printer.result(job, (paint) => renderJob(job, call.terminal.now(), paint));
          return;
        }
        const kind = jobKindSchema.options.find((known) => known === call.options.kind) ?? null;
        const jobs = await client.jobs.list({ projectId, kind, limit: call.options.count });
        call.printer.result(jobs, (paint) => renderJobs(jobs, call.terminal.now(), paint));
      }),
  });
