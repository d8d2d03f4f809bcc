import { runGit } from './run-git';

/**
 * Whether git ignores a file of a folder, be it there or not.
 *
 * @param folder absolute
 * @param file relative to it
 * @returns null outside a repository, and where there is no git
 */
export const isIgnoredByGit = async (folder: string, file: string): Promise<boolean | null> => {
  const answer = await runGit(folder, ['check-ignore', '--quiet', file]);
  if (answer === null || answer.exitCode > 1) return null;
  return answer.exitCode === 0;
};
