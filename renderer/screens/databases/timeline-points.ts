import type { Database, State } from '../../../app/contract';

/** One moment of a database's life. */
export type TimelinePoint =
  | { readonly kind: 'imported'; readonly at: string }
  | { readonly kind: 'snapshot'; readonly at: string; readonly name: string; readonly sizeBytes: number }
  | { readonly kind: 'now' };

/** The moments of a database in their order; without its import where that is not over. */
export const timelineOf = ({ importedAt, snapshots }: Database): readonly TimelinePoint[] => [
  ...(importedAt === null ? [] : [{ kind: 'imported' as const, at: importedAt }]),
  ...[...snapshots]
    .sort((one, other) => one.takenAt.localeCompare(other.takenAt))
    .map(({ name, takenAt, sizeBytes }) => ({ kind: 'snapshot' as const, at: takenAt, name, sizeBytes })),
  { kind: 'now' },
];

/** How long the last reset of a database took, to its snapshots or to just imported; null where none is remembered. */
export const resetMsOf = (state: State, database: Database, toSnapshot: boolean): number | null => {
  const last = state.jobs
    .filter(({ kind, state: end, result }) => kind === 'reset' && end === 'done' && result !== null)
    .filter(({ result }) => result?.database === database.name && (result.snapshot !== null) === toSnapshot)
    .at(-1);
  const durationMs = last?.result?.durationMs;
  return typeof durationMs === 'number' ? durationMs : null;
};
