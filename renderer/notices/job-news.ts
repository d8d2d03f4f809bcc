import type { Job } from '../../app/contract';
import { counted } from '../text/counted';
import { fileName, formatBytes, formatSeconds } from '../text/format';
import { modeNames } from '../text/mode-names';

/** What people are told of a job that has ended. Null: a screen shows it, or there is nothing to tell. */
export type JobNews =
  | { readonly kind: 'done'; readonly title: string; readonly message: string | null }
  | { readonly kind: 'failed'; readonly title: string; readonly error: NonNullable<Job['error']> };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const seconds = (value: unknown): string | null => {
  const durationMs = number(value);
  return durationMs === null ? null : formatSeconds(durationMs);
};

const joined = (parts: readonly (string | null)[]): string | null => {
  const told = parts.filter((part) => part !== null && part !== '');
  return told.length === 0 ? null : told.join(' ');
};

/** How requests fared during a switch, as the router counted them; null where it could not. */
const requestsText = (failed: number | null): string | null => {
  if (failed === null) return null;
  if (failed === 0) return 'no request failed';
  return `${counted(failed, 'request')} failed`;
};

const serversText = (failed: unknown): string | null => {
  if (!Array.isArray(failed) || failed.length === 0) return null;
  return `${counted(failed.length, 'server')} did not get ready: ${failed.slice(0, 3).join(', ')}.`;
};

/** What a job that went well has done, in the words of its kind. */
const doneNews = (job: Job, previousKeys: string): JobNews | null => {
  const result = job.result ?? {};
  const took = seconds(result.durationMs);
  const name = text(result.label) || text(result.database);
  switch (job.kind) {
    case 'switch': {
      const how = [took, requestsText(number(result.failedRequests))]
        .filter((part) => part !== null)
        .join(', ');
      return {
        kind: 'done',
        title: `${name} is active.`,
        message: joined([
          how === '' ? null : `${how}.`,
          serversText(result.failed),
          `${previousKeys} goes back.`,
        ]),
      };
    }
    case 'mode':
      return {
        kind: 'done',
        title: `${modeNames[result.mode === 'multi-process' ? 'multi-process' : 'single-process']} mode.`,
        message: joined([took === null ? null : `${took}.`, serversText(result.failed)]),
      };
    case 'reset':
      return {
        kind: 'done',
        title: `${name} is ${result.snapshot === null ? 'as just imported' : `as in “${text(result.snapshot)}”`}.`,
        message: joined([took === null ? null : `${took}.`, serversText(result.failed)]),
      };
    case 'snapshot':
      return {
        kind: 'done',
        title: `Snapshot “${text(result.snapshot)}” taken.`,
        message: joined([took === null ? null : `${took}, ${formatBytes(number(result.sizeBytes))}.`]),
      };
    case 'export':
      return {
        kind: 'done',
        title: `Exported to ${fileName(text(result.file))}.`,
        message: joined([`${formatBytes(number(result.sizeBytes))}.`, text(result.file)]),
      };
    case 'delete':
      return {
        kind: 'done',
        title: `${job.title} done.`,
        message: `${formatBytes(number(result.freedBytes))} freed.`,
      };
    case 'start':
    case 'restart': {
      const message = serversText(result.failed);
      return message === null ? null : { kind: 'done', title: 'Not all servers got ready.', message };
    }
    case 'import':
    case 'demo':
    case 'stop':
    case 'after-import':
      return null;
    default:
      return job.kind satisfies never;
  }
};

/**
 * What is told of a job that has ended.
 *
 * @param previousKeys keys of the command that goes back to the previous database
 * @param isShown whether a screen that is open shows the job and its end
 */
export const newsOf = (job: Job, previousKeys: string, isShown: boolean): JobNews | null => {
  if (job.state === 'done') return doneNews(job, previousKeys);
  if (job.state !== 'failed' || job.error === null || isShown) return null;
  return { kind: 'failed', title: `${job.title} failed.`, error: job.error };
};

/** The jobs that ended between two states: those that were seen running, or were not seen at all. */
export const endedBetween = (before: readonly Job[], after: readonly Job[]): readonly Job[] => {
  const endedBefore = new Set(before.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id));
  return after.filter(({ id, endedAt }) => endedAt !== null && !endedBefore.has(id));
};
