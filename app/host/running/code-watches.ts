import { join, relative, sep } from 'node:path';
import type { ChangeOutcome, FileWatch } from '../../contract';
import { changeEffect, namedFiles, type WatchedFiles } from '../../core/watching/change-effect';
import type { ProjectConfig } from '../../projects/project-config';
import { type FolderWatch, watchFolder } from '../../servers/watching/watch-folder';
import type { Logger } from '../log';
import type { ProjectRun } from './project-run';
import { RestartOnChange, type Restarts } from './restart-on-change';

interface CodeWatchesDeps {
  readonly runs: ReadonlyMap<string, ProjectRun>;
  readonly restarts: (projectId: string) => Restarts;
  /** What `shown` says of a project has changed. */
  readonly onShown: (projectId: string) => void;
  /** Files that its configuration is read from have changed. */
  readonly onConfig: (projectId: string) => void;
  readonly log: Logger;
}

interface Watched {
  readonly restart: RestartOnChange;
  isOff: boolean;
  /** What is watched, as one word to compare; null: nothing. */
  subject: string | null;
  watch: FolderWatch | null;
  reason: string | null;
  lastChange: ChangeOutcome | null;
  last: Promise<void>;
}

/** What of a project's files decides how its servers run. */
const watchedFiles = ({ folder, envFileVariables, detected, settings }: ProjectConfig): WatchedFiles => {
  const module = settings?.split('.').slice(0, -1).join('/') ?? '';
  const settingsFolder = relative(folder, join(detected.root, module)).split(sep).join('/');
  return {
    envFiles: [...new Set([...detected.envFiles, ...envFileVariables.map(({ file }) => file)])],
    settingsFolder: module === '' ? null : settingsFolder,
  };
};

/** A virtualenv has a folder of its own, whatever its name. */
const unwatchedOf = ({ folder, detected: { python } }: ProjectConfig): string[] =>
  python.virtualenv === null || python.virtualenv === folder ? [] : [python.virtualenv];

const changeNote = ({ files, outcome, message }: ChangeOutcome): string | null => {
  if (outcome === 'restarting') return null;
  return outcome === 'restarted'
    ? `restarted: ${namedFiles(files)} changed`
    : `not restarted, though ${namedFiles(files)} changed: ${message ?? ''}`;
};

/** One watcher for each running project: changes of its code or configuration restart its servers, new before old. */
export class CodeWatches {
  readonly #projects = new Map<string, Watched>();

  constructor(private readonly deps: CodeWatchesDeps) {}

  shown(projectId: string): FileWatch {
    const watched = this.#projects.get(projectId);
    if (watched === undefined) return { state: 'idle', reason: null, lastChange: null };
    const { isOff, watch, reason, lastChange } = watched;
    const state = isOff ? 'off' : watch !== null ? 'watching' : reason === null ? 'idle' : 'unavailable';
    return { state, reason, lastChange };
  }

  /**
   * Watches what is to be watched now: the folder of a project that runs, unless it does not want to be. A watch that was lost is
   * tried again. Never rejects.
   *
   * @param config the newest that could be read
   */
  adjust(projectId: string, config: ProjectConfig): Promise<void> {
    const watched = this.#watchedOf(projectId);
    watched.last = watched.last.then(async () => {
      try {
        await this.#adjust(projectId, watched, config);
      } catch (error) {
        watched.reason = `Changes in ${config.folder} are not seen.`;
        this.deps.log.error(error, 'a project could not be watched');
      }
    });
    return watched.last;
  }

  async forget(projectId: string): Promise<void> {
    const watched = this.#projects.get(projectId);
    this.#projects.delete(projectId);
    if (watched === undefined) return;
    watched.restart.close();
    await watched.last;
    if (watched.watch?.kind === 'watching') await watched.watch.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#projects.keys()].map((projectId) => this.forget(projectId)));
  }

  #watchedOf(projectId: string): Watched {
    const known = this.#projects.get(projectId);
    if (known !== undefined) return known;
    const restart = new RestartOnChange(this.deps.restarts(projectId), (change) =>
      this.#tell(projectId, change),
    );
    const watched: Watched = {
      restart,
      isOff: false,
      subject: null,
      watch: null,
      reason: null,
      lastChange: null,
      last: Promise.resolve(),
    };
    this.#projects.set(projectId, watched);
    return watched;
  }

  async #adjust(projectId: string, watched: Watched, config: ProjectConfig): Promise<void> {
    watched.isOff = !config.isWatched;
    const isWanted = config.isWatched && this.deps.runs.has(projectId);
    const unwatched = unwatchedOf(config);
    const subject = isWanted ? [config.folder, ...unwatched].join('\n') : null;
    if (subject === watched.subject && (subject === null || watched.watch !== null)) return;
    if (watched.watch?.kind === 'watching') await watched.watch.close();
    Object.assign(watched, { subject, watch: null, reason: null });
    if (subject === null) return;
    const watch = await watchFolder({
      folder: config.folder,
      unwatched,
      isOfInterest: (path) => this.#effectOf(projectId, config, path) !== 'none',
      onChanges: (paths) => this.#onChanges(projectId, watched, config, paths),
      onLost: (reason) => {
        Object.assign(watched, { watch: null, reason });
        this.deps.log.warn({ projectId }, reason);
        this.deps.onShown(projectId);
      },
    });
    if (watch.kind === 'watching') watched.watch = watch;
    else {
      watched.reason = watch.reason;
      this.deps.log.warn({ projectId }, watch.reason);
    }
  }

  #effectOf(projectId: string, config: ProjectConfig, path: string) {
    return changeEffect(path, watchedFiles(this.deps.runs.get(projectId)?.config ?? config));
  }

  #onChanges(projectId: string, watched: Watched, config: ProjectConfig, paths: readonly string[]): void {
    if (paths.some((path) => this.#effectOf(projectId, config, path) === 'config'))
      this.deps.onConfig(projectId);
    watched.restart.add(paths);
  }

  #tell(projectId: string, change: ChangeOutcome): void {
    const watched = this.#projects.get(projectId);
    if (watched === undefined) return;
    watched.lastChange = change;
    const note = changeNote(change);
    const servers = this.deps.runs.get(projectId)?.active.set.servers ?? [];
    if (note !== null)
      for (const server of servers) server.note(note, change.outcome === 'kept' ? 'error' : 'info');
    this.deps.onShown(projectId);
  }
}
