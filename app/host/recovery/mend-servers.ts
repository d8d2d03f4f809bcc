import { requestOnce } from '../../servers/readiness/request-once';
import type { SupervisedServer } from '../../servers/server';
import type { Engine } from '../engine';

/** The first request may meet a connection that the server kept and that is dead: Django drops it then. */
const tries = 2;
const answerTimeoutMs = 10_000;
const atOnce = 4;

const answers = async (server: SupervisedServer): Promise<boolean> => {
  const { status, spec } = server;
  const [warmUp] = spec.warmUp;
  // What does not run is started by its supervision or not at all.
  if (status.state !== 'ready' || warmUp === undefined) return true;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const answer = await requestOnce({
      host: '127.0.0.1',
      port: status.port,
      path: warmUp.path,
      hostHeader: warmUp.hostHeader ?? `127.0.0.1:${status.port}`,
      timeoutMs: answerTimeoutMs,
      signal: new AbortController().signal,
    });
    if (answer.kind === 'answered' && answer.status < 500) return true;
  }
  return false;
};

/**
 * Asks every server in use for its first page, and starts those again that answer with an error, which is what a server does that
 * keeps connections and cannot renew them.
 *
 * @returns names of the servers that are started again; the router holds their requests
 */
export const mendServers = async (engine: Pick<Engine, 'runs'>): Promise<string[]> => {
  const servers = [...engine.runs.values()].flatMap(({ config, active }) =>
    active.set.servers.map((server) => ({ name: `${server.spec.name} of ${config.name}`, server })),
  );
  const restarted: string[] = [];
  const next = servers.values();
  const look = async (): Promise<void> => {
    for (const { name, server } of next) {
      if (await answers(server)) continue;
      server.restart();
      restarted.push(name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, look));
  return restarted;
};
