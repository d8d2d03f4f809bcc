import { execa } from 'execa';

/** Longest time for a question to git. */
const timeoutMs = 5_000;

/**
 * Asks git about a folder. Nothing is changed, no hook or file monitor of the repository runs.
 *
 * @returns what it printed and its exit code; null where there is no git
 */
export const runGit = async (
  folder: string,
  args: readonly string[],
): Promise<{ readonly exitCode: number; readonly stdout: string } | null> => {
  const result = await execa('git', ['-c', 'core.fsmonitor=false', '-C', folder, ...args], {
    reject: false,
    stdin: 'ignore',
    timeout: timeoutMs,
    env: { GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
  });
  return result.exitCode === undefined ? null : { exitCode: result.exitCode, stdout: result.stdout.trim() };
};
