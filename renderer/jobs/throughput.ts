import { create } from 'zustand';
import type { Job } from '../../app/contract';
import { useStore } from '../store/store';

/** How much of a dump was read, so long after its rows began to come. */
export interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Bytes a second at a moment. */
export interface Rate {
  readonly atMs: number;
  readonly bytesPerSecond: number;
}

/** Figures are shown at most four times a second. */
const shortestMs = 250;
/** Beyond this every second sample is dropped, so that long imports keep their whole line. */
const mostSamples = 240;

/** Samples with one more; those that come too fast are left out. */
export const withSample = (samples: readonly Sample[], sample: Sample): readonly Sample[] => {
  const last = samples.at(-1);
  if (last !== undefined && (sample.atMs - last.atMs < shortestMs || sample.bytes < last.bytes))
    return samples;
  const all = [...samples, sample];
  return all.length <= mostSamples
    ? all
    : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
};

/** How fast it went between each two samples. */
export const ratesOf = (samples: readonly Sample[]): readonly Rate[] =>
  samples.slice(1).map(({ atMs, bytes }, index) => {
    const before = samples[index] ?? { atMs: 0, bytes: 0 };
    return { atMs, bytesPerSecond: ((bytes - before.bytes) / (atMs - before.atMs)) * 1000 };
  });

interface Throughput {
  readonly beganMs: number;
  readonly samples: readonly Sample[];
}

/** By job. It is kept in the page, so that its line is whole also where one comes back to it. */
export const useThroughput = create<{ readonly byJob: ReadonlyMap<string, Throughput> }>()(() => ({
  byJob: new Map(),
}));

const take = (job: Job, nowMs: number): void => {
  if (job.kind !== 'import' || job.phase !== 'data' || job.bytesDone === null) return;
  const { byJob } = useThroughput.getState();
  const known = byJob.get(job.id) ?? { beganMs: nowMs, samples: [] };
  const samples = withSample(known.samples, { atMs: nowMs - known.beganMs, bytes: job.bytesDone });
  if (samples !== known.samples)
    useThroughput.setState({ byJob: new Map(byJob).set(job.id, { ...known, samples }) });
};

/** Follows the imports that run. @returns ends it */
export const followThroughput = (): (() => void) =>
  useStore.subscribe(({ state }, { state: before }) => {
    if (state === null || state.jobs === before?.jobs) return;
    for (const job of state.jobs) if (job.endedAt === null) take(job, performance.now());
  });
