import type { Command } from 'commander';
import { AppError, modeSchema } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { failedServers } from '../job-result';
import { renderModes } from '../output/mode-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

export const addMode = (program: Command, line: CommandLine): void =>
  addCommand<JobOptions>(program, line, {
    usage: 'mode [mode]',
    summary:
      'Serve all sites by one process or each by its own; without a mode, tell which and what each takes',
    description:
      'The mode is single-process or multi-process. New servers start before the old ones stop; no request fails.',
    examples: ['manysite mode multi-process', 'manysite mode'],
    isOfProject: true,
    startsJob: true,
    run: (call) => {
      const [wanted] = call.operands;
      const mode = wanted === undefined ? null : modeSchema.safeParse(wanted);
      if (mode !== null && !mode.success) {
        throw new AppError(
          'mode-invalid',
          `The mode is ${modeSchema.options.join(' or ')}, not "${wanted}".`,
          {
            data: { mode: wanted, known: modeSchema.options },
          },
        );
      }
      return withHost(call, async ({ client }) => {
        const project = await projectOf(call, client);
        if (mode === null) {
          const { mode: current, figures } = project;
          call.printer.result({ mode: current, figures }, (paint) =>
            renderModes(current, figures, call.terminal.now(), paint),
          );
          return;
        }
        const started = await client.servers.mode({ projectId: project.id, mode: mode.data });
        await finishJob(call, client, started, (job) =>
          [`The mode is ${mode.data} now.`, ...failedServers(job)].join('\n'),
        );
      });
    },
  });
