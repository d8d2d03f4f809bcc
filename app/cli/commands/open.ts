import type { Command } from 'commander';
import { AppError, type State } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { desktopCommand, openDesktop } from '../desktop';
import { overviewOf, renderOverview } from '../output/overview-text';
import { type Client, withHost } from '../session';

/** The host's state now: the first thing that `watch` says. */
const readState = async (client: Client): Promise<State> => {
  const leaving = new AbortController();
  try {
    for await (const event of await client.watch(undefined, { signal: leaving.signal })) {
      if (event.type === 'snapshot') return event.state;
    }
  } finally {
    leaving.abort();
  }
  throw new AppError('host-unreachable', 'The host went away.', { hint: 'Try again.' });
};

/** What `manysite` alone does. */
export const addOpen = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'open',
    summary: 'Open the desktop app, else show every project with what to do next (also: manysite alone)',
    description:
      'The app opens where one is installed, and this is a terminal with a display; `--json` always shows the projects.',
    examples: ['manysite'],
    isOfProject: false,
    run: async (call) => {
      const desktop =
        call.printer.isJson || !call.terminal.isInteractive ? null : desktopCommand(call.terminal);
      if (desktop !== null && (await openDesktop(desktop))) {
        call.printer.note('Manysite opens in its window. `manysite --help` lists what can be done here.');
        return;
      }
      await withHost(call, async ({ client }) => {
        const overview = overviewOf(await readState(client));
        call.printer.result(overview, (paint) => renderOverview(overview, paint));
      });
    },
  });
