import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { runGit } from './run-git';

/** What git says of a folder. */
export interface Worktree {
  /** Absolute path of the repository's git folder, which all its worktrees share. */
  readonly repository: string;
  /** Absolute path of the worktree's root. */
  readonly root: string;
  /** Null where none is checked out. */
  readonly branch: string | null;
  /** Made by `git worktree add`: another one is the repository's own. */
  readonly isLinked: boolean;
}

/**
 * The git worktree that a folder lies in.
 *
 * @param folder absolute
 * @returns null outside a repository, where there is no git, and where the folder is not there
 */
export const readWorktree = async (folder: string): Promise<Worktree | null> => {
  if (!existsSync(folder)) return null;
  const places = await runGit(folder, [
    'rev-parse',
    '--path-format=absolute',
    '--git-common-dir',
    '--git-dir',
    '--show-toplevel',
  ]);
  const [common, own, root] = places?.stdout.split('\n') ?? [];
  if (places?.exitCode !== 0 || common === undefined || own === undefined || root === undefined) return null;
  const branch = await runGit(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const repository = await realpath(common);
  return {
    repository,
    root: await realpath(root),
    branch: branch?.exitCode === 0 ? branch.stdout : null,
    isLinked: (await realpath(own)) !== repository,
  };
};
