import { join } from 'node:path';
import type { Database, Mode, Site } from '../../contract';
import type { Login } from '../../postgres/connect';
import type { ProjectConfig } from '../../projects/project-config';
import { serverEnvironment } from '../../projects/server-environment';
import type { Engine } from '../engine';

interface EnvironmentInput {
  readonly config: ProjectConfig;
  readonly database: Database;
  readonly login: Login;
  readonly mode: Mode;
  /** The one site of a process; null: all sites. */
  readonly siteId: number | null;
  readonly sites: readonly Site[];
  readonly routerPort: number;
}

const withoutPort = (domain: string): string => domain.replace(/:\d+$/, '');

/** Every host that the router may pass on to the sites' servers. */
const servedHosts = (sites: readonly Site[]): string[] => {
  const hosts = sites.flatMap((site) => [site.domain, ...site.aliases.map(({ domain }) => domain)]);
  const names = hosts.map((host) => withoutPort(host).toLowerCase()).filter((host) => host !== '');
  // Django writes a leading dot where an alias has a wildcard.
  return [
    ...new Set([...names.map((name) => name.replace(/^\*\./, '.')), 'localhost', '127.0.0.1', '[::1]']),
  ];
};

/** How a program of a project reaches a database. */
export const accessTo = ({ cluster }: Engine, database: Database, login: Login) => ({
  host: cluster.host,
  port: cluster.port,
  name: database.name,
  user: login.user,
  password: login.password,
});

/** The environment of any program of a project that works on one of its databases. */
export const environmentFor = (engine: Engine, input: EnvironmentInput) => {
  const { database, login, sites, routerPort } = input;
  const hosts = servedHosts(sites);
  return serverEnvironment({
    config: input.config,
    environment: engine.environment,
    mode: input.mode,
    siteId: input.siteId,
    database: accessTo(engine, database, login),
    overlayFolder: engine.layout.overlayFolder,
    overlay: {
      allowedHosts: hosts,
      localOrigins: hosts
        .filter((host) => !host.startsWith('.') && host !== '*')
        .map((host) => `http://${host}:${routerPort}`),
      emailFolder: join(engine.folders.data, 'mails', database.id),
      // Each start gets its own: a cache that outlived a rewrite would answer for the old hosts (multisite.md, trap 11).
      cacheKeyPrefix: `${database.name}-${engine.now().getTime().toString(36)}`,
      reportFile: null,
    },
  });
};
