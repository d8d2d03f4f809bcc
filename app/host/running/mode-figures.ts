import type { ModeFigures } from '../../contract';
import { quantileMs } from '../../core/figures/latency-sketch';
import type { Engine } from '../engine';
import { showProject } from '../journeys/project-records';
import type { BoundSet, ProjectRun } from './project-run';

type Measured = Pick<ModeFigures, 'memoryBytes' | 'startMs' | 'p50Ms' | 'p95Ms'>;

/** What is new of a figure is remembered at once, what only moves no more often than this. */
const intervalMs = 30_000;
const smallestMove = 0.02;

/** What was remembered last of a set. */
const recorded = new WeakMap<BoundSet, { readonly atMs: number; readonly measured: Measured }>();

const names = ['memoryBytes', 'startMs', 'p50Ms', 'p95Ms'] as const;

/** Whether a figure is there for the first time. */
const isNew = (before: Measured, next: Measured): boolean =>
  names.some((name) => before[name] === null && next[name] !== null);

const hasMoved = (before: Measured, next: Measured): boolean =>
  names.some((name) => {
    const [old, now] = [before[name], next[name]];
    return old !== null && now !== null && Math.abs(now - old) > old * smallestMove;
  });

const measuredOf = (engine: Engine, { set, startMs }: BoundSet): Measured => {
  const memory = set.servers.map((server) => engine.figures.of(server).memoryBytes);
  const known = memory.filter((bytes) => bytes !== null);
  const latencies = engine.figures.latenciesOf(set.servers);
  return {
    memoryBytes: known.length < memory.length ? null : known.reduce((sum, bytes) => sum + bytes, 0),
    startMs,
    p50Ms: quantileMs(latencies, 0.5),
    p95Ms: quantileMs(latencies, 0.95),
  };
};

/**
 * Remembers what the servers of a running project take, as the figures of its mode. Only where all of them are ready: fewer servers say
 * nothing of the mode.
 *
 * @param when `now` at the end of a run; `in-time` as often as one likes
 */
export const recordFigures = async (
  engine: Engine,
  { projectId, active }: ProjectRun,
  when: 'now' | 'in-time',
): Promise<void> => {
  if (active.set.servers.some(({ status }) => status.state !== 'ready')) return;
  const before = recorded.get(active);
  const measured = measuredOf(engine, active);
  const atMs = performance.now();
  if (before !== undefined && !isNew(before.measured, measured)) {
    const isTooSoon = when === 'in-time' && atMs - before.atMs < intervalMs;
    if (isTooSoon || !hasMoved(before.measured, measured)) return;
  }
  recorded.set(active, { atMs, measured });
  const label = engine.store.state.databases.find(({ id }) => id === active.databaseId)?.label;
  await engine.catalog.runFacts.record(projectId, active.mode, {
    ...measured,
    // A set that was kept warm started long ago, maybe before others did.
    startMs: before === undefined ? measured.startMs : null,
    serverCount: active.set.servers.length,
    database: label ?? active.databaseName,
    measuredAt: engine.now().toISOString(),
  });
  await showProject(engine, projectId);
};
