import type { Command } from 'commander';
import { AppError } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { type Call, type CommonOptions, withHost } from '../session';

interface ServeOptions extends CommonOptions {
  readonly open?: boolean;
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` is a word of cmd; its first quoted argument is a title.
  win32: ['cmd', '/c', 'start', '""'],
};

/** A browser that does not open is no reason to stop serving: the URL is on the screen. */
const openInBrowser = async (call: Call, url: string): Promise<void> => {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const { execa } = await import('execa');
  const result = await execa(program, [...args, url], { reject: false, stdio: 'ignore', timeout: 10_000 });
  if (result.failed) call.printer.note('No browser could be opened here; open the URL yourself.');
};

const interrupted = (call: Call): Promise<'interrupted'> =>
  new Promise((resolve) => {
    const stopListening = call.terminal.onInterrupt(() => {
      stopListening();
      resolve('interrupted');
    });
  });

const serve = (call: Call<ServeOptions>): Promise<void> =>
  withHost(call, async ({ info, closed, quit }) => {
    // In the fragment, which a browser sends to nobody and the page takes out of the address at once.
    const url = `${info.uiUrl}#token=${encodeURIComponent(info.token)}`;
    const end = interrupted(call);
    call.printer.next({ url, startedByUs: info.startedByUs }, () => url);
    call.printer.note(
      info.startedByUs
        ? 'Open this address in a browser. Ctrl-C stops Manysite.'
        : 'Open this address in a browser. Manysite ran already, and goes on after Ctrl-C.',
    );
    if (call.options.open === true) await openInBrowser(call, url);
    if ((await Promise.race([end, closed.then(() => 'closed' as const)])) === 'closed') {
      throw new AppError('host-unreachable', 'The host has stopped.', {
        hint: 'Start it again: `manysite serve`.',
      });
    }
    // Whoever gets the prompt back may start it again at once.
    if (info.startedByUs) await quit();
  });

export const addServe = (program: Command, line: CommandLine): void =>
  addCommand<ServeOptions>(program, line, {
    usage: 'serve',
    summary: 'Serve the user interface for a browser, until Ctrl-C',
    description:
      'Prints an address with a token that lets whoever has it do everything: treat it as a password.',
    examples: ['manysite serve --open'],
    isOfProject: false,
    options: (command) => command.option('--open', 'open it in the browser'),
    run: serve,
  });
