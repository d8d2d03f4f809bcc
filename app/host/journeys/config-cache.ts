import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { envFileNames } from '../../projects/detect-project';
import { loadConfig } from '../../projects/load-config';
import type { ProjectConfig } from '../../projects/project-config';

interface Entry {
  readonly config: ProjectConfig;
  readonly fingerprint: string;
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

const modifiedAt = async (file: string): Promise<string> => {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs}/${size}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return 'none';
    throw error;
  }
};

const fingerprintOf = async (config: ProjectConfig): Promise<string> =>
  (await Promise.all(sourcesOf(config).map(modifiedAt))).join(' ');

/**
 * Configurations of projects, read again only when one of their files changed: reading one runs the project's Python once, about
 * 0.1 s, or twice where its settings are imported, and most calls need it.
 */
export class ConfigCache {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /** @throws AppError those of `loadConfig` */
  async load(folder: string): Promise<ProjectConfig> {
    const known = this.#entries.get(folder);
    if (known !== undefined && (await fingerprintOf(known.config)) === known.fingerprint) return known.config;
    this.#entries.delete(folder);
    const config = await loadConfig({ folder, environment: this.environment });
    this.#entries.set(folder, { config, fingerprint: await fingerprintOf(config) });
    return config;
  }
}
