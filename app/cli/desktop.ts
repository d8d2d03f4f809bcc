import { spawn } from 'node:child_process';
import type { Terminal } from './terminal';

/** Set by whoever runs the command line beside a desktop app: how that is started, as a JSON list of words. */
const desktopVariable = 'MANYSITE_DESKTOP';

/** Set by whoever found no desktop app: why. */
const noDesktopVariable = 'MANYSITE_NO_DESKTOP';

/** Why the desktop app cannot be opened, and what can be done instead, for a person. */
export const insteadOfDesktop = ({ environment }: Pick<Terminal, 'environment'>): string => {
  const reason = environment[noDesktopVariable] ?? 'There is no desktop app here, or no display for it';
  return `${reason}. \`manysite serve --open\` shows the same window in a browser.`;
};

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
 * Opens the desktop app, which outlives this command; one that is open already comes to the front and takes what is handed over.
 *
 * @param things absolute paths of dumps and folders
 * @returns whether it was started
 */
export const openDesktop = (
  [program, ...args]: readonly [string, ...string[]],
  things: readonly string[],
): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, [...args, ...things], { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
