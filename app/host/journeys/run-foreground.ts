import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type ForegroundEvent } from '../../contract';
import { checkedCommand } from '../../servers/command/fill-command';
import { endCarriers, runTokenVariable } from '../../servers/ledger';
import { serverHost } from '../../servers/server-spec';
import type { Engine } from '../engine';
import { countsFor, type KeptRoute } from '../running/hand-routes';
import { refreshSites } from './database-sites';
import { prepareProgram, servedSiteOf } from './prepare-program';
import { activeDatabaseOf, configOf } from './project-records';
import { publishRoutes, requireNoForeground } from './route-site';

interface ForegroundInput {
  readonly projectId: string;
  readonly siteId: number;
  /** With `{port}`; null: the project's `serve.command`. */
  readonly command: readonly string[] | null;
}

const lookAgainMs = 100;
const orphanGraceMs = 5_000;

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    // No request is sent: its view may stop at a breakpoint before anybody looks.
    const socket = connect({ host: serverHost, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Why a foreground server's route does not count now; null: it counts. */
const whyAside = (engine: Engine, projectId: string, route: KeptRoute): string | null => {
  const run = engine.runs.get(projectId);
  if (run === undefined) return 'the project was stopped';
  if (countsFor(route, run.active.databaseId)) return null;
  return `the active database is ${run.active.databaseName} now, and this server has another one`;
};

/** The state of affairs whenever a client would see it change: switches and stops come and go while the server runs. */
async function* changesOf(
  engine: Engine,
  projectId: string,
  route: KeptRoute,
  signal: AbortSignal,
): AsyncGenerator<ForegroundEvent> {
  let said: string | null | undefined;
  for await (const _ of engine.store.watch(signal)) {
    const reason = whyAside(engine, projectId, route);
    if (reason === said) continue;
    said = reason;
    yield reason === null ? { type: 'in-use' } : { type: 'set-aside', reason };
    await publishRoutes(engine, projectId);
  }
}

/**
 * Lends a site to a program in the caller's terminal. Requests go to it once its port is open, and back to the project's own server when
 * the stream ends: by the caller's wish, or because its process or connection is gone. What carries this run's token then is ended,
 * so that a terminal that was killed leaves nothing behind (Linux). The project must run.
 *
 * @throws AppError `not-running`, `site-not-found`, `site-routed`, `setting-invalid` for a command without `{port}`
 */
export async function* runForeground(
  engine: Engine,
  { projectId, siteId, command }: ForegroundInput,
  signal: AbortSignal,
): AsyncGenerator<ForegroundEvent> {
  const project = await engine.catalog.projects.get(projectId);
  if (!engine.runs.has(projectId)) {
    throw new AppError('not-running', `${project.name} does not run.`, {
      hint: 'Start it: `manysite start`.',
    });
  }
  const config = await configOf(engine, project);
  const database = await activeDatabaseOf(engine, project);
  const sites = await refreshSites(engine, config, database);
  const { slug, url } = servedSiteOf(sites, siteId, database);
  const before = engine.handRoutes.find(projectId, siteId);
  requireNoForeground(before);
  const port = await engine.serverDeps.freePort();
  const token = `${projectId}/${siteId}/foreground@${engine.now().getTime()}`;
  const placeholders = { host: serverHost, port: String(port) };
  const wanted = checkedCommand(command ?? config.command);
  const program = await prepareProgram(engine, {
    config,
    database,
    sites,
    siteId,
    command: wanted,
    placeholders,
  });
  const since = engine.now().toISOString();
  let route: KeptRoute = {
    siteId,
    slug,
    port,
    by: 'run',
    since,
    databaseId: database.id,
    isListening: false,
  };
  engine.handRoutes.put(projectId, route);
  try {
    await engine.serverDeps.ledger.starting(token, `foreground/${slug}`);
    const environment = { ...program.environment, [runTokenVariable]: token };
    yield { type: 'program', program: { ...program, environment }, port, url: url ?? '' };
    while (!signal.aborted && !(await accepts(port))) await delay(lookAgainMs);
    if (signal.aborted) return;
    route = { ...route, isListening: true };
    engine.handRoutes.put(projectId, route);
    await publishRoutes(engine, projectId);
    yield* changesOf(engine, projectId, route, signal);
  } finally {
    // What was routed by hand before is so again.
    if (before === null) engine.handRoutes.remove(projectId, siteId);
    else engine.handRoutes.put(projectId, before);
    await publishRoutes(engine, projectId);
    const ended = await endCarriers(token, orphanGraceMs);
    if (ended.length > 0) engine.log.warn({ ended, slug }, 'ended what a terminal left behind');
    await engine.serverDeps.ledger.gone(token);
  }
}
