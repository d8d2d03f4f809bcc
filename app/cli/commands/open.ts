import type { Command } from 'commander';
import { AppError, type State } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { desktopCommand, insteadOfDesktop, openDesktop } from '../desktop';
import { openedThings } from '../opened-things';
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
    usage: 'open [file...]',
    summary: 'Open the desktop app, else show every project with what to do next (also: manysite alone)',
    description:
      'The app opens where one is installed, and this is a terminal with a display; one that is open comes to the front. It takes the dumps and folders that are named, or the project of this folder. `--json` always shows the projects.',
    examples: ['manysite', 'manysite open live.dump'],
    isOfProject: false,
    run: async (call) => {
      const isWanted = !call.printer.isJson && call.terminal.isInteractive;
      const desktop = isWanted ? desktopCommand(call.terminal) : null;
      const named = call.operands.flatMap((word) => word ?? []);
      if (desktop !== null && (await openDesktop(desktop, openedThings(named, call.terminal.cwd)))) {
        call.printer.note('Manysite opens in its window. `manysite --help` lists what can be done here.');
        return;
      }
      if (isWanted) call.printer.note(insteadOfDesktop(call.terminal));
      await withHost(call, async ({ client }) => {
        const overview = overviewOf(await readState(client));
        call.printer.result(overview, (paint) => renderOverview(overview, paint));
      });
    },
  });
