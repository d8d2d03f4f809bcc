import type { Job, TablesProgress } from '../../../app/contract';
import { counted } from '../../text/counted';
import { importResultOf } from './import-result';

/** The phases that an import tells, in their order, with what people call them and what they do. */
const phases = [
  { phase: 'inspecting', title: 'Read the dump', note: 'sites, problems, room on disk' },
  { phase: 'pre-data', title: 'Schema', note: 'types, tables, functions' },
  { phase: 'data', title: 'Data', note: 'rows of all tables' },
  { phase: 'indexes', title: 'Indexes and constraints', note: 'largest first' },
  { phase: 'foreign-keys', title: 'Foreign keys', note: 'each is checked' },
  { phase: 'post-data', title: 'Triggers, rules, views', note: 'what comes last' },
  { phase: 'verify', title: 'Verify', note: 'rows copied against rows in the dump' },
  { phase: 'rewriting', title: 'Rewrite domains', note: 'real to local' },
  { phase: 'keeping', title: 'Pristine copy', note: 'for reset in a second' },
  { phase: 'after-import steps', title: 'After import', note: 'commands of the project' },
] as const;

export interface PhaseLine {
  readonly phase: string;
  readonly title: string;
  readonly note: string;
  readonly state: 'done' | 'now' | 'waiting' | 'failed' | 'stopped';
  readonly durationMs: number | null;
}

/** A dump that was put together by hand goes back to an earlier phase: its time is added, and the list goes on. */
const merged = (gone: Job['phases']): Job['phases'] => {
  const byPhase = new Map<string, Job['phases'][number]>();
  for (const one of gone) {
    const before = byPhase.get(one.phase);
    const isOver = one.durationMs !== null && before?.durationMs != null;
    byPhase.delete(one.phase);
    byPhase.set(one.phase, {
      ...one,
      durationMs: isOver ? (before.durationMs ?? 0) + (one.durationMs ?? 0) : one.durationMs,
    });
  }
  return [...byPhase.values()];
};

const tablesNote = ({ done, total, rows }: TablesProgress): string =>
  total === null || done === total
    ? `${counted(done, 'table')}, ${counted(rows, 'row')}`
    : `${done} of ${counted(total, 'table')}, ${counted(rows, 'row')}`;

/** What is at work in a phase, or came of it; null where its own words say enough. */
const noteOf = (job: Job, phase: string, detail: string | null): string | null => {
  const report = importResultOf(job)?.report ?? null;
  if (phase === 'inspecting') return job.phases[0]?.detail ?? null;
  if (phase === 'data' && job.tables !== undefined) return tablesNote(job.tables);
  if (report === null) return detail;
  if (phase === 'data') return `${counted(report.tables, 'table')}, ${counted(report.rows, 'row')}`;
  if (phase === 'indexes')
    return `${counted(report.indexes, 'index', 'indexes')}, ${counted(report.constraints, 'constraint')}`;
  return detail;
};

/** The dump's file, as the beginning of a note; nothing where it is not told. */
export const fileOf = (job: Job): string => {
  const file = job.phases.find(({ phase }) => phase === 'inspecting')?.detail ?? null;
  return file === null ? '' : `${file}. `;
};

/** Its place among the phases; one that is not known here comes before all. */
const rankOf = (phase: string): number => phases.findIndex((one) => one.phase === phase);

/** What the last phase of a job is in. */
const lastState = (job: Job): PhaseLine['state'] => {
  switch (job.state) {
    case 'running':
    case 'cancelling':
      return 'now';
    case 'done':
      return 'done';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'stopped';
    default:
      return job.state satisfies never;
  }
};

/**
 * The phases of an import as a list to be read from top to bottom: those that it went through, and while it runs those that are to come.
 * One that it went through without needing it is left out.
 */
export const phaseLines = (job: Job): readonly PhaseLine[] => {
  const merges = merged(job.phases);
  const reached = rankOf(merges.at(-1)?.phase ?? '');
  const gone = merges
    .map(({ phase, durationMs, detail }, index, all): PhaseLine => {
      const known = phases.find((one) => one.phase === phase);
      const isLast = index === all.length - 1;
      return {
        phase,
        title: known?.title ?? phase,
        note: noteOf(job, phase, isLast ? detail : null) ?? known?.note ?? '',
        state: isLast ? lastState(job) : 'done',
        durationMs,
      };
    })
    // Of a dump that goes back, what was begun too early comes again.
    .filter(({ phase }) => rankOf(phase) <= reached)
    .sort((one, other) => rankOf(one.phase) - rankOf(other.phase));
  if (job.endedAt !== null) return gone;
  const toCome = phases
    .slice(reached + 1)
    .map((one): PhaseLine => ({ ...one, state: 'waiting', durationMs: null }));
  return [...gone, ...toCome];
};

/** Parts of the whole that the bar shows, with the fraction at which each ends (app/host/journeys/stage-import.ts). */
const parts = [
  { title: '', end: 0.067 },
  { title: 'Data', end: 0.407 },
  { title: 'Indexes', end: 0.832 },
  { title: 'Rest', end: 1 },
] as const;

/** The bar of an import in its parts: how wide each is, and how much of it is done. */
export const barParts = (
  fraction: number,
): readonly { readonly title: string; readonly share: number; readonly done: number }[] =>
  parts.map(({ title, end }, index) => {
    const begin = parts[index - 1]?.end ?? 0;
    return { title, share: end - begin, done: Math.min(1, Math.max(0, (fraction - begin) / (end - begin))) };
  });

/** Whole percents that are reached: 100 only at the end. */
export const percentOf = ({ state, fraction }: Pick<Job, 'state' | 'fraction'>): number =>
  state === 'done' ? 100 : Math.min(99, Math.floor(fraction * 100));

/** About how long it will still take, from how far it came in which time; null while that says little. */
export const leftMs = (fraction: number, spentMs: number): number | null =>
  fraction < 0.08 || spentMs < 1_500 ? null : (spentMs * (1 - fraction)) / fraction;

/** What an import is of, without the verb of its title. */
export const subjectOf = ({ title }: Pick<Job, 'title'>): string => title.replace(/^Import /, '');
