import type { Command } from 'commander';
import { AppError, type Job } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { cleanText } from '../output/clean-text';
import { withHost } from '../session';

/** Which job a word means: its id, the beginning of one id, or, where nothing is said, the only one that runs. */
export const chooseJob = (jobs: readonly Job[], wanted: string | undefined): Job => {
  const running = jobs.filter(({ state }) => state === 'running' || state === 'cancelling');
  const found =
    wanted === undefined
      ? running
      : ([jobs.filter(({ id }) => id === wanted), jobs.filter(({ id }) => id.startsWith(wanted))].find(
          (group) => group.length > 0,
        ) ?? []);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const ids = running.map(({ id }) => id);
  const what =
    wanted === undefined ? `${found.length} jobs run` : `${found.length} jobs are called "${wanted}"`;
  throw new AppError(
    'job-not-found',
    found.length > 1 ? `${what}.` : wanted === undefined ? 'No job runs.' : `There is no job "${wanted}".`,
    {
      hint: ids.length === 0 ? 'See `manysite jobs`.' : `Running: ${ids.join(', ')}.`,
      data: { jobId: wanted ?? null, running: ids },
    },
  );
};

export const addCancel = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'cancel [job]',
    summary: 'Cancel a running job (default: the only one)',
    examples: ['manysite cancel'],
    isOfProject: false,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = chooseJob(await client.jobs.list(), call.operands[0]);
        const job = await client.jobs.cancel({ jobId: id });
        call.printer.result(job, () => `Cancelling: ${cleanText(job.title)}`);
      }),
  });
