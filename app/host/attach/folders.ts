import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** Where Manysite keeps what it knows on this machine. */
export interface Folders {
  /** Database cluster, logs, lock and secret. */
  readonly data: string;
  /** settings.json. */
  readonly config: string;
  /** Copies that can be made again, such as PostgreSQL's binaries. */
  readonly cache: string;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * The folders of this user: `MANYSITE_DATA` wins for data and config (so that two data folders share nothing);
 * root's default is /var/lib/manysite, since PostgreSQL then runs as another user, who cannot enter root's home.
 */
export const foldersOf = (environment: NodeJS.ProcessEnv): Folders => {
  const paths = envPaths('manysite', { suffix: '' });
  const cache = isRoot() ? '/var/cache/manysite' : paths.cache;
  const override = environment.MANYSITE_DATA;
  if (override !== undefined && override !== '') {
    const data = resolve(override);
    return { data, config: join(data, 'config'), cache };
  }
  return isRoot()
    ? { data: '/var/lib/manysite', config: '/etc/manysite', cache }
    : { data: paths.data, config: paths.config, cache };
};
