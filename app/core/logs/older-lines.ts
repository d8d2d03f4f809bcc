import type { LogLine } from '../../contract';
import { newestLines } from './newest-lines';

/** A place in a log: before a line of a moment, of which as many newer lines are known already. */
export interface LogPlace {
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly known: number;
}

/** Memory and files are put into the order of time so: lines of one moment by server. */
export const inServerOrder = <Log extends { readonly server: string }>(logs: readonly Log[]): Log[] =>
  [...logs].sort((one, other) => (one.server < other.server ? -1 : one.server > other.server ? 1 : 0));

/** The place before these lines; null where there are none. */
export const placeBefore = (lines: readonly LogLine[]): LogPlace | null => {
  const [oldest] = lines;
  if (oldest === undefined) return null;
  const ofMoment = lines.findIndex(({ at }) => at !== oldest.at);
  return { at: oldest.at, known: ofMoment < 0 ? lines.length : ofMoment };
};

/**
 * The newest lines before a place, of many logs as one, oldest first.
 *
 * @param logs each oldest first, in the order of their servers, and with nothing that is after the place's moment
 * @param count how many lines at most, 1 or more
 */
export const linesBefore = (
  logs: readonly (readonly LogLine[])[],
  before: LogPlace,
  count: number,
): readonly LogLine[] => {
  const lines = newestLines(logs, count + before.known);
  const ofMoment = lines.length - 1 - lines.findLastIndex(({ at }) => at !== before.at);
  return lines.slice(0, lines.length - Math.min(before.known, ofMoment)).slice(-count);
};
