import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { failedServers } from '../job-result';
import { cleanText } from '../output/clean-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

export const addRestart = (program: Command, line: CommandLine): void =>
  addCommand<JobOptions>(program, line, {
    usage: 'restart [server]',
    summary: 'Restart the servers of a project, or one of them by its name in status',
    examples: ['manysite restart', 'manysite restart portal'],
    isOfProject: true,
    startsJob: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id, name } = await projectOf(call, client);
        const server = call.operands[0] ?? null;
        const started = await client.servers.restart({ projectId: id, server });
        await finishJob(call, client, started, (job) =>
          [`Restarted ${cleanText(server ?? name)}.`, ...failedServers(job)].join('\n'),
        );
      }),
  });
