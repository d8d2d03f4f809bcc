import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { cleanText } from '../output/clean-text';
import { withRunningHost } from '../session';

export const addQuit = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'quit',
    summary: 'Stop everything: servers, router, PostgreSQL and the host',
    examples: ['manysite quit'],
    isOfProject: false,
    run: async (call) => {
      const result = await withRunningHost(call, async (host) => ({ stopped: await host.quit() }));
      call.printer.result(result ?? { stopped: [] }, () =>
        result === null
          ? 'Manysite is not running.'
          : ['Stopped:', ...result.stopped.map((what) => `  ${cleanText(what)}`)].join('\n'),
      );
    },
  });
