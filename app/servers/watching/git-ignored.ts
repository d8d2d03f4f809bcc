import { execa } from 'execa';

const timeoutMs = 5_000;

/** Git never waits for a lock of the user's own git, and asks nobody anything. */
const environment = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };

const git = async (folder: string, args: readonly string[], input?: string) =>
  execa('git', args, {
    cwd: folder,
    env: environment,
    reject: false,
    timeout: timeoutMs,
    stripFinalNewline: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });

const entries = (output: string): string[] => output.split('\0').filter((entry) => entry !== '');

/**
 * The folders below one that git ignores as a whole, so that they need not be watched.
 *
 * @returns relative paths; null where there is no git, no repository, or git does not trust the folder's owner
 */
export const ignoredFolders = async (folder: string): Promise<string[] | null> => {
  const { exitCode, stdout } = await git(folder, [
    'ls-files',
    '-z',
    '--others',
    '--ignored',
    '--exclude-standard',
    '--directory',
  ]);
  return exitCode === 0
    ? entries(stdout)
        .filter((path) => path.endsWith('/'))
        .map((path) => path.slice(0, -1))
    : null;
};

/**
 * The paths without those that git ignores; a file that is tracked is never ignored.
 *
 * @param paths relative to the folder
 * @returns all of them where git cannot say
 */
export const withoutIgnored = async (
  folder: string,
  paths: readonly string[],
): Promise<readonly string[]> => {
  if (paths.length === 0) return paths;
  const { exitCode, stdout } = await git(folder, ['check-ignore', '-z', '--stdin'], paths.join('\0'));
  // 1: none of them.
  if (exitCode !== 0) return paths;
  const ignored = new Set(entries(stdout));
  return paths.filter((path) => !ignored.has(path));
};
