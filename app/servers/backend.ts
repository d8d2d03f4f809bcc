import type { Mode } from '../contract';
import type { ServerDeps, SupervisedServer } from './server';
import type { ServerSpec } from './server-spec';

/** A site to be served. */
export interface ServedSite {
  readonly id: number;
  /** The name that people see; it comes from a dump, so nothing is assumed about it. */
  readonly slug: string;
  /** What browsers will send as Host, with the router's port. Null where the site has no usable domain. */
  readonly hostHeader: string | null;
}

/** What is to be served: one project with one database in one mode. Plain data but for the environment. */
export interface ServeRequest {
  readonly projectId: string;
  readonly databaseId: string;
  readonly mode: Mode;
  /** The enabled sites; the first is the default site. May be empty in single-process mode only. */
  readonly sites: readonly ServedSite[];
  /** Program and arguments with `{host}` and `{port}`, as configured. */
  readonly command: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The complete environment of a server; null asks for the server of all sites. */
  readonly environmentOf: (siteId: number | null) => Readonly<Record<string, string>>;
  readonly readyTimeoutMs: number;
  /** Paths requested before a server counts as ready; each starts with `/`. */
  readonly warmUpPaths: readonly string[];
  /** Absolute; each server has a file in a subfolder of it. */
  readonly logFolder: string;
}

/** A backend at work for one set of servers: it may own a process that all of them share. */
export interface OpenBackend {
  /** Not started yet. */
  supervise(spec: ServerSpec): SupervisedServer;
  /** Called when every server of the set has stopped. */
  close(): Promise<void>;
}

/** A way to run servers (servers.md, "Backends"). How to add one: docs/servers.md. */
export interface Backend {
  readonly name: 'command';
  /**
   * The servers that would run; pure, so that it can be shown and tested.
   *
   * @throws AppError setting-invalid
   */
  plan(request: ServeRequest): ServerSpec[];
  open(deps: ServerDeps): OpenBackend;
}
