import type { LogMinute } from '../../contract';

const minuteMs = 60_000;

/** Minutes of which a server's volume is told: the last hour. */
export const volumeMinutes = 60;

const startOf = (at: string): string =>
  new Date(Math.floor(Date.parse(at) / minuteMs) * minuteMs).toISOString();

/**
 * The volume of a log after one more line: only minutes in which there were lines, oldest first, none older than an hour before the newest.
 *
 * @param line.at ISO 8601, not before the line added last
 * @param line.isWarning,line.isError whether it counts as one
 */
export const withVolume = (
  volume: readonly LogMinute[],
  line: { readonly at: string; readonly isWarning: boolean; readonly isError: boolean },
): LogMinute[] => {
  const from = startOf(line.at);
  const last = volume.at(-1);
  const isSame = last?.from === from;
  const before = isSame ? last : { from, lines: 0, warnings: 0, errors: 0 };
  const now = {
    from,
    lines: before.lines + 1,
    warnings: before.warnings + (line.isWarning ? 1 : 0),
    errors: before.errors + (line.isError ? 1 : 0),
  };
  const oldest = new Date(Date.parse(from) - (volumeMinutes - 1) * minuteMs).toISOString();
  const kept = isSame ? volume.slice(0, -1) : volume.filter((minute) => minute.from >= oldest);
  return [...kept, now];
};
