import { join } from 'node:path';
import type { Backend, ServedSite, ServeRequest } from '../backend';
import type { WarmUp } from '../readiness/wait-until-ready';
import { superviseServer } from '../server';
import type { ServerSpec } from '../server-spec';
import { checkedCommand } from './fill-command';

/** Name of the one server in single-process mode. */
const nameOfAll = 'all';

/** A Host header that Node sends and a server can read; what a dump's domains hold besides is not sent. */
const sendableHost = /^[A-Za-z0-9._[\]-]+(:\d{1,5})?$/;

const maxFileNameLength = 60;

/** Slugs come from dumps: one may be `../../x`, or hold what a file system refuses. */
const asFileName = (name: string): string =>
  name.replaceAll(/[^A-Za-z0-9-]/g, '_').slice(0, maxFileNameLength);

/** Where the logs of a database's servers are, below the folder of all logs of servers. */
export const logFolderOf = (logFolder: string, projectId: string, databaseId: string): string =>
  join(logFolder, asFileName(projectId), asFileName(databaseId));

const warmUpOf = (paths: readonly string[], hostHeader: string | null): WarmUp[] =>
  paths.map((path) => {
    const { pathname, search } = new URL(path, 'http://localhost');
    return {
      path: `${pathname}${search}`,
      hostHeader: hostHeader !== null && sendableHost.test(hostHeader) ? hostHeader : null,
    };
  });

/** Slugs of a dump may be blank or double; a server's name must tell it from the others of its set. */
const namesOf = (sites: readonly ServedSite[]): Map<number, string> => {
  const counts = new Map<string, number>();
  for (const { slug } of sites) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return new Map(
    sites.map(({ id, slug }) => {
      const label = slug.trim() === '' ? 'site' : slug;
      return [id, label === slug && counts.get(slug) === 1 ? slug : `${label}-${id}`];
    }),
  );
};

const plan = (request: ServeRequest): ServerSpec[] => {
  const { projectId, databaseId, mode, sites, warmUpPaths, environmentOf } = request;
  const command = checkedCommand(request.command);
  const logFolder = logFolderOf(request.logFolder, projectId, databaseId);
  const setId = `${projectId}/${databaseId}/${mode}`;
  const specOf = (
    name: string,
    siteId: number | null,
    siteIds: readonly number[],
    host: string | null,
  ): ServerSpec => ({
    id: `${setId}/${name}`,
    name,
    siteIds,
    command,
    cwd: request.cwd,
    env: environmentOf(siteId),
    readyTimeoutMs: request.readyTimeoutMs,
    warmUp: warmUpOf(warmUpPaths, host),
    // The site's id keeps apart what became the same in the name of a file.
    logFile: join(logFolder, `${asFileName(name)}${siteId === null ? '' : `-${siteId}`}.log`),
  });
  if (mode === 'single-process') {
    const siteIds = sites.map((site) => site.id);
    // One site is enough: what is slow at first is what all sites share.
    return [specOf(nameOfAll, null, siteIds, sites[0]?.hostHeader ?? null)];
  }
  const names = namesOf(sites);
  return sites.map(({ id, slug, hostHeader }) => specOf(names.get(id) ?? slug, id, [id], hostHeader));
};

/** Any shell-free command with `{port}`: one process for all sites, or one for each. */
export const commandBackend: Backend = {
  name: 'command',
  plan,
  open: (deps) => ({
    supervise: (spec) => superviseServer(spec, deps),
    close: () => Promise.resolve(),
  }),
};
