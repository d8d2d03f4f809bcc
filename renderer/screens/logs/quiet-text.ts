import { dayText } from '../../text/age';
import type { LevelFilter } from './log-tools';

/** Servers that said nothing for so long are quiet, in ms. */
const quietMs = 60_000;

/** `Quiet since 14:02`, with its day where that is another one. @param lastAt when the last line came */
const quietSince = (lastAt: string, nowMs: number): string =>
  `Quiet since ${dayText(lastAt, nowMs).replace(/^today /, '')}`;

/** What stands where there is no line. @param lastAt when the last line came, of whatever level; null: none did */
export const emptyText = (level: LevelFilter, lastAt: string | null, nowMs: number): string => {
  if (lastAt === null) return 'Nothing said yet';
  if (level === 'all') return quietSince(lastAt, nowMs);
  return level === 'error' ? 'No errors' : 'No warnings';
};

/** What is said of a log that is followed to its end. */
export const followingText = (lastAt: string | null, nowMs: number): string =>
  lastAt === null || nowMs - Date.parse(lastAt) < quietMs ? 'Following' : quietSince(lastAt, nowMs);
