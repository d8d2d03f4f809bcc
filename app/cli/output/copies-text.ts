import type { Database, Job } from '../../contract';
import { resultOf } from '../job-result';
import { cleanText } from './clean-text';
import { formatAge, formatBytes, formatCount, formatDuration } from './quantities';

/** What a person is asked before a database is deleted. */
export const deletionLoses = (database: Database): string => {
  const copies = database.snapshots.length;
  const snapshots = copies === 0 ? '' : ` with ${formatCount(copies, 'snapshot')}`;
  return `Delete ${cleanText(database.name)}${snapshots} (${formatBytes(database.totalBytes)})?`;
};

/** What a person is asked before a reset. */
export const resetLoses = (database: Database, snapshot: string | null, now: Date): string => {
  const taken = database.snapshots.find(({ name }) => name === snapshot)?.takenAt ?? database.importedAt;
  const origin =
    snapshot === null ? 'the state just after its import' : `the snapshot ${cleanText(snapshot)}`;
  const age = taken === null ? '' : ` (${formatAge(taken, now)})`;
  const changed = database.changedSince;
  const rows =
    changed === null || changed.rows === 0
      ? ''
      : `, about ${formatCount(changed.rows, 'row')} written since ${formatAge(changed.at, now)}`;
  const undo = snapshot === null ? ' Its undo history is lost, too.' : '';
  return `Reset ${cleanText(database.name)} to ${origin}${age}? What it holds now is lost${rows}; its snapshots stay.${undo}`;
};

export const renderSnapshot = (job: Job): string => {
  const { database = '', snapshot, sizeBytes = 0, durationMs = 0 } = resultOf(job);
  return [
    `Took the snapshot ${cleanText(snapshot ?? '')} of ${cleanText(database)}: ${formatBytes(sizeBytes)} in ${formatDuration(durationMs)}.`,
    `Back to it: manysite reset ${cleanText(snapshot ?? '')}`,
  ].join('\n');
};

export const renderDeletedSnapshot = (job: Job): string => {
  const { snapshot, freedBytes } = resultOf(job);
  return `Deleted the snapshot ${cleanText(snapshot ?? '')}: ${formatBytes(freedBytes ?? 0)} freed.`;
};

export const renderDeleted = (job: Job): string => {
  const { database = '', freedBytes, snapshots = 0 } = resultOf(job);
  const copies = snapshots === 0 ? '' : ` with ${formatCount(snapshots, 'snapshot')}`;
  return `Deleted ${cleanText(database)}${copies}: ${formatBytes(freedBytes ?? 0)} freed.`;
};

export const renderReset = (job: Job): string => {
  const { database = '', snapshot, durationMs = 0, heldMs = 0, changes } = resultOf(job);
  const origin =
    typeof snapshot === 'string' ? `as in the snapshot ${cleanText(snapshot)}` : 'as just imported';
  const rewrite =
    typeof changes === 'number' && changes > 0
      ? [
          `Its domains are not those of the domain format now: manysite rewrite changes ${formatCount(changes, 'row')}.`,
        ]
      : [];
  return [
    `${cleanText(database)} is ${origin} (${formatDuration(durationMs)}; requests waited ${formatDuration(heldMs)} at most).`,
    ...rewrite,
  ].join('\n');
};

export const renderExported = (job: Job): string => {
  const {
    database = '',
    snapshot,
    file = '',
    sizeBytes = 0,
    durationMs = 0,
    pgDumpVersion = '',
  } = resultOf(job);
  const of = typeof snapshot === 'string' ? `the snapshot ${cleanText(snapshot)} of ` : '';
  return [
    `Exported ${of}${cleanText(database)} to ${cleanText(file)}: ${formatBytes(sizeBytes)} in ${formatDuration(durationMs)}, by pg_dump ${cleanText(pgDumpVersion)}.`,
    'Its sites have their local domains. For a dump with real ones, run `manysite rewrite --real-domains` before, and `manysite rewrite` after it.',
  ].join('\n');
};
