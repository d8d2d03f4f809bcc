import { execFile } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import watcher from '@parcel/watcher';
import { dataFolders, unwatchedEndings, unwatchedFolders } from '../../core/watching/change-effect';
import { ignoredFolders, withoutIgnored } from './git-ignored';

/** Changes are told when none came for `quietMs`, and at the latest after `longestMs`. */
export interface WatchPace {
  readonly quietMs: number;
  readonly longestMs: number;
}

/** An editor saves in a few milliseconds; a checkout of another branch takes a second or two. */
const defaultPace: WatchPace = { quietMs: 150, longestMs: 3_000 };

/** More files than this in a new folder are not looked at one by one. */
const mostNewFiles = 2_000;

export type FolderWatch =
  | { readonly kind: 'watching'; readonly close: () => Promise<void> }
  /** `reason` is a whole sentence. */
  | { readonly kind: 'unavailable'; readonly reason: string };

const reasonOf = (folder: string, error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  if (/No space left on device/i.test(message)) {
    return `This system allows no more watched folders, so changes in ${folder} are not seen. Raise fs.inotify.max_user_watches, or have git ignore large folders.`;
  }
  if (/Too many open files/i.test(message)) {
    return `This system allows no more watchers, so changes in ${folder} are not seen. Raise fs.inotify.max_user_instances.`;
  }
  return `Changes in ${folder} are not seen: ${message}`;
};

const probeTimeoutMs = 10_000;
const probe = `try { require('node:fs').watch(process.argv[1]).close() } catch (error) { console.error(error.message); process.exitCode = 1 }`;

/**
 * Whether this system lets us have one more watcher; asked of a process of its own. Where it does not (inotify's instances are
 * used up, mostly by IDEs), `subscribe` of @parcel/watcher 2.6.0 does not fail: it blocks its thread, which is the host's (seen).
 *
 * @throws what the probe said
 */
const requireWatcherLeft = async (folder: string): Promise<void> => {
  if (process.platform !== 'linux') return;
  await promisify(execFile)(process.execPath, ['-e', probe, folder], {
    timeout: probeTimeoutMs,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
};

/** The files of a folder that has just come; the watcher tells the folder only, as its files may have come before it looked. */
const filesBelow = async (path: string): Promise<string[]> => {
  try {
    if (!(await lstat(path)).isDirectory()) return [path];
    const found = await readdir(path, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile())
      .slice(0, mostNewFiles)
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    // Gone again.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return [];
    throw error;
  }
};

/**
 * Watches a folder with all below it, but for what git ignores and what never holds code. Links are not followed.
 *
 * @param input.folder absolute, without links
 * @param input.unwatched further absolute paths to leave out, such as a virtualenv with a name of its own
 * @param input.isOfInterest for paths relative to the folder, with slashes
 * @param input.onChanges called with such paths, each once, when a burst of changes is over
 * @param input.onLost called once when nothing can be seen any more, with a whole sentence
 */
export const watchFolder = async (input: {
  readonly folder: string;
  readonly unwatched: readonly string[];
  readonly isOfInterest: (path: string) => boolean;
  readonly onChanges: (paths: readonly string[]) => void;
  readonly onLost: (reason: string) => void;
  readonly pace?: WatchPace;
}): Promise<FolderWatch> => {
  const { folder, isOfInterest, onChanges, onLost, pace = defaultPace } = input;
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let firstAt = 0;
  let isOver = false;

  const inFolder = (path: string): string => relative(folder, path).split(sep).join('/');

  const tell = async (): Promise<void> => {
    const paths = [...changed];
    changed.clear();
    const below = (await Promise.all(paths.map((path) => filesBelow(join(folder, path))))).flat();
    const all = [...new Set([...paths, ...below.map(inFolder)])].filter(isOfInterest).sort();
    const wanted = await withoutIgnored(folder, all);
    if (wanted.length > 0 && !isOver) onChanges(wanted);
  };

  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
  };

  const lose = (reason: string): void => {
    if (isOver) return;
    end();
    onLost(reason);
  };

  const note = (paths: readonly string[]): void => {
    if (isOver) return;
    const now = performance.now();
    if (changed.size === 0) firstAt = now;
    for (const path of paths) changed.add(inFolder(path));
    clearTimeout(timer);
    const waitMs = Math.max(0, Math.min(pace.quietMs, firstAt + pace.longestMs - now));
    timer = setTimeout(() => {
      tell().catch((error: unknown) => lose(reasonOf(folder, error)));
    }, waitMs);
  };

  try {
    await requireWatcherLeft(folder);
    const ignored = await ignoredFolders(folder);
    const subscription = await watcher.subscribe(
      folder,
      (error, events) => {
        if (error !== null) lose(reasonOf(folder, error));
        else if (events.some(({ type, path }) => type === 'delete' && path === folder))
          lose(`The folder ${folder} is gone, so its changes are not seen.`);
        else note(events.map(({ path }) => path));
      },
      {
        ignore: [
          ...(ignored?.map((path) => join(folder, path)) ?? dataFolders.map((name) => `**/${name}`)),
          ...input.unwatched,
          ...unwatchedFolders.map((name) => `**/${name}`),
          ...unwatchedEndings.map((ending) => `**/*${ending}`),
        ],
      },
    );
    return {
      kind: 'watching',
      close: async () => {
        end();
        await subscription.unsubscribe();
      },
    };
  } catch (error) {
    return { kind: 'unavailable', reason: reasonOf(folder, error) };
  }
};
