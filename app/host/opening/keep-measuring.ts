import { showSizes } from '../copies/measure-sizes';
import type { Engine } from '../engine';
import { recordFigures } from '../running/mode-figures';
import { trimStandbys } from '../running/replace-set';
import { measureServers } from '../running/server-views';

/** Off Linux each look at the processes is a program that is run. */
const serversIntervalMs = process.platform === 'linux' ? 2_000 : 5_000;
const sizesIntervalMs = 60_000;

const measureRuns = async (engine: Engine): Promise<void> => {
  await measureServers(engine);
  trimStandbys(engine);
  await Promise.all([...engine.runs.values()].map((run) => recordFigures(engine, run, 'in-time')));
};

/** Measures the servers while any run, and the databases while anybody works or looks. @returns stops it */
export const keepMeasuring = (engine: Engine): (() => void) => {
  const { runs, store, log } = engine;
  const timers = [
    setInterval(() => {
      if (runs.size === 0) return;
      measureRuns(engine).catch((error: unknown) => log.error(error, 'the servers could not be measured'));
    }, serversIntervalMs),
    setInterval(() => {
      if (runs.size === 0 && store.watcherCount === 0) return;
      showSizes(engine).catch((error: unknown) => log.error(error, 'sizes could not be measured'));
    }, sizesIntervalMs),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
};
