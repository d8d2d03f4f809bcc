import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { envFileNames } from '../../projects/detect-project';
import { loadConfig } from '../../projects/load-config';
import type { ProjectConfig } from '../../projects/project-config';
import { findTemplateFolders } from '../../projects/template-folders';

/** How long a look at a project's template folders counts. */
const templatesKeptMs = 30_000;

/** Files, each with what changes when it is written. */
type Signs = ReadonlyMap<string, string>;

interface Entry {
  readonly config: ProjectConfig;
  readonly signs: Signs;
}

/** What a configuration was read from, and what shows that its Python was changed. */
const sourcesOf = ({ folder, detected, envFiles, settingsFiles }: ProjectConfig): string[] => [
  // Env files that are not there yet, too: one that comes must be noticed.
  ...['manysite.json', 'manysite.local.json', ...envFileNames, ...envFiles].map((file) => join(folder, file)),
  detected.managePy,
  ...settingsFiles,
  detected.python.path,
  ...(detected.python.virtualenv === null ? [] : [join(detected.python.virtualenv, 'pyvenv.cfg')]),
];

const absent = new Set<unknown>(['ENOENT', 'ENOTDIR', 'EACCES']);

/** What a project is made of where nothing is known of it yet. */
const usualSources = (folder: string): string[] =>
  [
    'manysite.json',
    'manysite.local.json',
    ...envFileNames,
    'manage.py',
    '.venv/bin/python',
    'venv/bin/python',
  ].map((file) => join(folder, file));

const modifiedAt = async (file: string): Promise<string> => {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs}/${size}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && absent.has(error.code)) return 'none';
    throw error;
  }
};

const signsOf = async (files: readonly string[]): Promise<Signs> =>
  new Map(
    await Promise.all(files.map(async (file): Promise<[string, string]> => [file, await modifiedAt(file)])),
  );

/** Whether the files that both know are as they were. */
const agree = (earlier: Signs, later: Signs): boolean =>
  [...later].every(([file, sign]) => (earlier.get(file) ?? sign) === sign);

/**
 * Configurations of projects, read again only when one of their files changed: reading one runs the project's Python once, about
 * 0.1 s, or twice where its settings are imported, and most calls need it.
 */
export class ConfigCache {
  readonly #entries = new Map<string, Entry>();
  readonly #templates = new Map<
    string,
    { readonly lookedAtMs: number; readonly found: Promise<readonly string[]> }
  >();

  /** Also of projects that cannot be read now: whether they can again is seen by these files. */
  readonly #sources = new Map<string, readonly string[]>();

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** Another value than before means that the project may read otherwise now, e.g. because its folder is gone or back. */
  async signOf(folder: string): Promise<string> {
    return [...(await signsOf([folder, ...this.#sourcesOf(folder)])).values()].join(' ');
  }

  /** @throws AppError those of `loadConfig` */
  async load(folder: string): Promise<ProjectConfig> {
    const known = this.#entries.get(folder);
    if (known !== undefined && agree(known.signs, await signsOf([...known.signs.keys()])))
      return known.config;
    this.#entries.delete(folder);
    const earlier = await signsOf(this.#sourcesOf(folder));
    const config = await loadConfig({ folder, environment: this.environment });
    const sources = sourcesOf(config);
    this.#sources.set(folder, sources);
    const signs = await signsOf(sources);
    // What was written while it was read may have been read half: the next caller reads again.
    if (agree(earlier, signs)) this.#entries.set(folder, { config, signs });
    return config;
  }

  #sourcesOf(folder: string): readonly string[] {
    return this.#sources.get(folder) ?? usualSources(folder);
  }

  /** The project's template folders that are named like hosts; looked for again after half a minute, since that reads many folders. */
  templateFolders(folder: string, now: Date): Promise<readonly string[]> {
    const known = this.#templates.get(folder);
    if (known !== undefined && now.getTime() - known.lookedAtMs < templatesKeptMs) return known.found;
    const found = findTemplateFolders(folder);
    this.#templates.set(folder, { lookedAtMs: now.getTime(), found });
    return found;
  }
}
