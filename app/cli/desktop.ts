import { spawn } from 'node:child_process';
import type { Terminal } from './terminal';

/** Set by whoever runs the command line beside a desktop app: how that is started, as a JSON list of words. */
const desktopVariable = 'MANYSITE_DESKTOP';

/** How the desktop app is started; null where there is none, or no display to show it on. */
export const desktopCommand = ({
  environment,
}: Pick<Terminal, 'environment'>): readonly [string, ...string[]] | null => {
  const given = environment[desktopVariable];
  if (given === undefined || given === '') return null;
  const hasDisplay =
    process.platform !== 'linux' || Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
  if (!hasDisplay) return null;
  const words: unknown = JSON.parse(given);
  const [program, ...args] = Array.isArray(words) ? words.map(String) : [];
  return program === undefined ? null : [program, ...args];
};

/**
 * Opens the desktop app, which outlives this command; one that is open already comes to the front.
 *
 * @returns whether it was started
 */
export const openDesktop = ([program, ...args]: readonly [string, ...string[]]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
