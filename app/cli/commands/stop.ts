import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { cleanText } from '../output/clean-text';
import { finishJob, type JobOptions } from '../run-job';
import { withRunningHost } from '../session';

export const addStop = (program: Command, line: CommandLine): void =>
  addCommand<JobOptions>(program, line, {
    usage: 'stop',
    summary: 'Stop the servers of a project',
    description: 'Databases and the other projects stay as they are; `manysite quit` stops everything.',
    examples: ['manysite stop'],
    isOfProject: true,
    startsJob: true,
    run: async (call) => {
      const done = await withRunningHost(call, async ({ client }) => {
        const { id, name } = await projectOf(call, client);
        const started = await client.servers.stop({ projectId: id });
        await finishJob(call, client, started, () => `Stopped ${cleanText(name)}.`);
        return true;
      });
      if (done === null) call.printer.result({ jobId: null }, () => 'Nothing runs.');
    },
  });
