import { type FSWatcher, watch } from 'node:fs';
import { changeEffect } from '../../core/watching/change-effect';

const quietMs = 200;

interface Watched {
  readonly folder: string;
  readonly watcher: FSWatcher;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Looks at the folder of each known project, running or not, for changes of manysite.json and env files directly in it: one watch of the
 * system for each, which costs nothing while nothing happens.
 */
export class ConfigWatches {
  readonly #projects = new Map<string, Watched>();

  /** @param onConfig told when a burst of changes is over, and when the folder itself goes */
  constructor(private readonly onConfig: (projectId: string) => void) {}

  /** Watches a project's folder; nothing happens where that is done, or where the folder cannot be watched. */
  ensure(projectId: string, folder: string): void {
    const known = this.#projects.get(projectId);
    if (known?.folder === folder) return;
    this.forget(projectId);
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || changeEffect(name, { envFiles: [], settingsFolder: null }) === 'config')
          this.#note(projectId);
      });
      this.#projects.set(projectId, { folder, watcher, timer: undefined });
      // The folder is gone, or not ours to see any more; the next call about the project looks again.
      watcher.on('error', () => this.#lose(projectId));
      watcher.on('close', () => this.#lose(projectId));
    } catch (error) {
      // What is told then is what the next call about the project finds out.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  forget(projectId: string): void {
    const known = this.#projects.get(projectId);
    this.#projects.delete(projectId);
    if (known === undefined) return;
    clearTimeout(known.timer);
    known.watcher.close();
  }

  close(): void {
    for (const projectId of [...this.#projects.keys()]) this.forget(projectId);
  }

  #note(projectId: string): void {
    const known = this.#projects.get(projectId);
    if (known === undefined) return;
    clearTimeout(known.timer);
    known.timer = setTimeout(() => this.onConfig(projectId), quietMs);
  }

  #lose(projectId: string): void {
    if (!this.#projects.has(projectId)) return;
    this.forget(projectId);
    this.onConfig(projectId);
  }
}
