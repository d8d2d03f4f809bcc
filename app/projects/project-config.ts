import type { ConfigValue, Mode, ProjectFile } from '../contract';
import type { EnvFileVariable } from './config/env-files';
import type { PlusSettings } from './config/plus-table';
import type { DetectedProject } from './detect-project';

/** Everything that is known of a project before a database is involved. Each value has its line in `lines`. */
export interface ProjectConfig {
  readonly folder: string;
  readonly name: string;
  /** What the folder shows of itself: manage.py, Python, Django, packages. */
  readonly detected: DetectedProject;
  /** Settings module; null where neither a file nor manage.py names one. */
  readonly settings: string | null;
  readonly backend: 'auto' | 'command';
  /** May hold `{host}` and `{port}`; a leading `python` is the project's Python. */
  readonly command: readonly string[];
  /** `serve.env`: wins over the env files. */
  readonly env: Readonly<Record<string, string>>;
  /** Env files that are read, relative to `folder`; those that are not there, too. */
  readonly envFiles: readonly string[];
  readonly envFileVariables: readonly EnvFileVariable[];
  readonly warmUp: readonly string[];
  readonly readyTimeoutMs: number;
  /** Whether changed files restart the servers. */
  readonly isWatched: boolean;
  /** Ids of overlay lines that the project switches off. */
  readonly overlayOff: readonly string[];
  readonly domainFormat: string;
  readonly rewriteDomains: boolean;
  readonly useRealDomain: boolean;
  readonly defaultMode: Mode;
  readonly sites: NonNullable<ProjectFile['sites']>;
  /** Id of the site that answers where no alias does, if the database has it. */
  readonly siteId: number;
  /** The site that uWSGI's fastrouter falls back to in multi-process mode, by one of its domains; null: none. */
  readonly uwsgiDefaultDomain: string | null;
  /** What variables and the project's settings say, the strongest first. */
  readonly plus: PlusSettings;
  readonly afterImport: readonly (readonly string[])[];
  /** What of the project's settings could not be read, for people. */
  readonly notes: readonly string[];
  /** Absolute paths of the files that this depends on besides manysite.json and env files. */
  readonly settingsFiles: readonly string[];
  /** What `manysite config` prints; values that look secret are masked. */
  readonly lines: readonly ConfigValue[];
}

/** Used where nobody says otherwise. */
export const configDefaults = {
  backend: 'auto',
  command: ['python', 'manage.py', 'runserver', '--noreload', '{host}:{port}'],
  warmUp: ['/'],
  readyTimeoutSeconds: 60,
  watch: true,
  domainFormat: '{}.127.0.0.1.nip.io',
  rewriteDomains: true,
  useRealDomain: false,
  defaultMode: 'single-process',
  siteId: 1,
} as const;
