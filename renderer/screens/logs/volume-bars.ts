import type { LogMinute, State } from '../../../app/contract';
import { logsOf } from './log-counts';

const minuteMs = 60_000;

/** One minute of the chart. */
export interface VolumeBar {
  /** When it began, in ms since 1970. */
  readonly fromMs: number;
  readonly lines: number;
  readonly warnings: number;
  readonly errors: number;
}

export const barCount = 60;

/** What servers said in each of the last 60 minutes, this one last; minutes without a line are bars of none. */
export const volumeBars = (
  volumes: readonly (readonly LogMinute[])[],
  nowMs: number,
): readonly VolumeBar[] => {
  const lastMs = Math.floor(nowMs / minuteMs) * minuteMs;
  const bars = Array.from({ length: barCount }, (_, place) => ({
    fromMs: lastMs - (barCount - 1 - place) * minuteMs,
    lines: 0,
    warnings: 0,
    errors: 0,
  }));
  for (const minute of volumes.flat()) {
    const place = barCount - 1 - (lastMs - Date.parse(minute.from)) / minuteMs;
    const bar = bars[place];
    if (bar === undefined) continue;
    bar.lines += minute.lines;
    bar.warnings += minute.warnings;
    bar.errors += minute.errors;
  }
  return bars;
};

/** The volumes of the servers that are looked at. */
export const volumesOf = (
  state: State,
  projectId: string,
  server: string | null,
): readonly (readonly LogMinute[])[] => logsOf(state, projectId, server).map(({ volume }) => volume);

/** The chart for those who do not see it. */
export const volumeText = (bars: readonly VolumeBar[]): string => {
  const sum = (key: 'lines' | 'warnings' | 'errors'): number =>
    bars.reduce((total, bar) => total + bar[key], 0);
  return `The last hour: ${sum('lines')} lines, ${sum('warnings')} warnings, ${sum('errors')} errors`;
};
