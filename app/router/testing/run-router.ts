import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Route, RouteTable, Upstream } from '../../core/routes/route-table';
import type { RouterLimits } from '../limits';
import { type Router, startRouter } from '../start-router';

/** The worker as the build makes it: Node 20 loads no worker thread in TypeScript. */
export const buildWorker = async (): Promise<{ url: URL; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'manysite-router-'));
  const outfile = path.join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return { url: pathToFileURL(outfile), remove: () => rm(folder, { recursive: true }) };
};

/** A router on a free port of 127.0.0.1 (and ::1), with its worker built for it alone. */
export const runRouter = async (limits: Partial<RouterLimits> = {}): Promise<Router> => {
  const worker = await buildWorker();
  try {
    return await startRouter({ workerUrl: worker.url, port: 0, limits });
  } finally {
    await worker.remove();
  }
};

let revision = 0;

export const siteRoute = (upstream: string, siteId = 1): Route => ({
  kind: 'site',
  projectId: 'shop',
  siteId,
  siteName: `Site ${siteId}`,
  upstream,
});

export const ready = (port: number): Upstream => ({ state: 'ready', host: '127.0.0.1', port });

/** A table whose revision is higher than that of every table made before. */
export const tableOf = (
  hosts: Readonly<Record<string, Route>>,
  upstreams: Readonly<Record<string, Upstream>>,
  defaultRoute: Route | null = null,
): RouteTable => {
  revision += 1;
  return { revision, hosts, defaultRoute, upstreams };
};
