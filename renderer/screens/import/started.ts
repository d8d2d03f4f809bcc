import { create } from 'zustand';
import type { DumpPlace } from '../../../app/contract';
import type { DumpSource } from './dump-source';
import type { Choices } from './look';

/** What an import was begun with, so that it can be begun again. */
export interface Started {
  readonly source: DumpSource;
  readonly choices: Choices;
  readonly leavesOut: readonly DumpPlace[];
}

/** The imports that were begun in this tab, by their jobs. */
export const useStarted = create<{ readonly byJob: ReadonlyMap<string, Started> }>()(() => ({
  byJob: new Map(),
}));

export const rememberStarted = (jobId: string, started: Started): void =>
  useStarted.setState(({ byJob }) => ({ byJob: new Map(byJob).set(jobId, started) }));
