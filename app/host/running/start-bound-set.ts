import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { AppError, type Database, type Mode, type Site } from '../../contract';
import { ensureServingRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { resolveCommand } from '../../projects/resolve-command';
import { asProcessEnvironment } from '../../projects/server-environment';
import type { ServeRequest } from '../../servers/backend';
import { chooseBackend } from '../../servers/backends';
import { type ServerSet, type SetOutcome, startServerSet } from '../../servers/server-set';
import type { Engine } from '../engine';
import { environmentFor } from './environment-for';
import { serversLogFolder } from './log-files';
import type { BoundSet } from './project-run';
import { showServer } from './server-views';

interface StartInput {
  readonly projectId: string;
  readonly config: ProjectConfig;
  readonly database: Database;
  readonly mode: Mode;
  readonly sites: readonly Site[];
  readonly routerPort: number;
  readonly signal: AbortSignal;
}

const serveRequest = async (engine: Engine, input: StartInput): Promise<ServeRequest> => {
  const { projectId, config, database, mode, sites, routerPort } = input;
  const login = await ensureServingRole(engine.cluster, projectId);
  const enabled = sites.filter((site) => site.isEnabled);
  const { file, args } = resolveCommand(config.command, config);
  return {
    projectId,
    databaseId: database.id,
    mode,
    sites: enabled.map(({ id, slug, domain }) => ({ id, slug, hostHeader: domain === '' ? null : domain })),
    command: [file, ...args],
    cwd: config.detected.root,
    environmentOf: (siteId) =>
      asProcessEnvironment(
        environmentFor(engine, { config, database, login, mode, siteId, sites, routerPort }),
      ),
    readyTimeoutMs: config.readyTimeoutMs,
    warmUpPaths: config.warmUp,
    logFolder: serversLogFolder(engine),
  };
};

/** What a job tells of servers that did not get ready, though others did. */
export const failedNames = (outcome: SetOutcome): string[] =>
  outcome.failed.map(({ server }) => server.spec.name);

/** Nothing of a set that is of no use stays. */
const outcomeOf = async (set: ServerSet): Promise<SetOutcome> => {
  try {
    const outcome = await set.ready();
    const [firstFailure] = outcome.failed;
    if (outcome.ready.length === 0 && firstFailure !== undefined) throw firstFailure.error;
    return outcome;
  } catch (error) {
    await set.stop();
    throw error;
  }
};

/**
 * Starts a set of servers for one database in one mode, and waits until each is ready or has failed.
 * Nothing points at it yet.
 *
 * @param input.sites the sites of the database, as described now
 * @throws AppError of the first failed server when not one got ready (the set is stopped then); `cancelled`
 */
export const startBoundSet = async (
  engine: Engine,
  input: StartInput,
): Promise<{ bound: BoundSet; outcome: SetOutcome }> => {
  const backend = chooseBackend(input.config.backend);
  const setId = randomUUID();
  const specs = backend
    .plan(await serveRequest(engine, input))
    .map((spec) => ({ ...spec, id: `${setId}/${spec.name}` }));
  if (specs.length === 0) {
    throw new AppError('site-not-found', `${input.database.name} has no enabled site to serve.`, {
      hint: 'Use single-process mode, or enable a site.',
    });
  }
  const startedMs = performance.now();
  const set = startServerSet({
    id: setId,
    backend,
    specs,
    deps: engine.serverDeps,
    concurrency: availableParallelism(),
    signal: input.signal,
    onChange: (server) => showServer(engine, setId, server),
  });
  const outcome = await outcomeOf(set);
  const bound: BoundSet = {
    projectId: input.projectId,
    databaseId: input.database.id,
    databaseName: input.database.name,
    mode: input.mode,
    set,
    sites: input.sites,
    routerPort: input.routerPort,
    startMs: outcome.failed.length > 0 ? null : performance.now() - startedMs,
    lastUsedMs: engine.now().getTime(),
  };
  return { bound, outcome };
};
