import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { resultOf } from '../job-result';
import { cleanText } from '../output/clean-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

export const addDemo = (program: Command, line: CommandLine): void =>
  addCommand<JobOptions>(program, line, {
    usage: 'demo',
    summary: 'Try it: add the demo project and import its two dumps',
    description: "Makes the demo's virtualenv when it is missing, which needs Python 3 and takes a moment.",
    examples: ['manysite demo && manysite start && manysite sites'],
    isOfProject: false,
    startsJob: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const started = await client.host.demo({});
        await finishJob(call, client, started, (job) => {
          const databases = resultOf(job).databases.map(
            ({ name, isActive }) => `  ${isActive ? '*' : ' '} ${cleanText(name)}`,
          );
          return [
            'The demo is ready, with these databases:',
            ...databases,
            'Serve its sites: manysite start',
          ].join('\n');
        });
      }),
  });
