import type { WarmUp } from './readiness/wait-until-ready';

/** All that is needed to run one server; plain data, made by a backend. */
export interface ServerSpec {
  /** Unique among all servers of the host. */
  readonly id: string;
  /** Unique in its set: the slug in multi-process mode, `all` in single-process mode. */
  readonly name: string;
  readonly siteIds: readonly number[];
  /** Program and arguments, in which `{host}` and `{port}` are filled in at each run. */
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** The complete environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly readyTimeoutMs: number;
  readonly warmUp: readonly WarmUp[];
  /** Absolute. */
  readonly logFile: string;
}

/** The address that servers listen on: never another, whatever the router is asked to serve. */
export const serverHost = '127.0.0.1';
