import { plural } from '../../contract';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes with three digits in powers of 1000: `999 B`, `1.23 kB`, `45.6 MB`, `789 GB`. */
export const formatBytes = (bytes: number): string => {
  let value = bytes;
  let unit = 0;
  // 999.5 would be shown as 1000 by three digits.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return `${Math.round(value)} B`;
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago an ISO moment was: `just now`, `5 min ago`, `3 h ago`, `3 d ago`, `4 mo ago`, `2 y ago`. */
export const formatAge = (moment: string, now: Date): string => {
  const then = Date.parse(moment);
  if (Number.isNaN(then)) return '';
  const ageMs = now.getTime() - then;
  if (ageMs < minuteMs) return 'just now';
  if (ageMs < hourMs) return `${Math.floor(ageMs / minuteMs)} min ago`;
  if (ageMs < dayMs) return `${Math.floor(ageMs / hourMs)} h ago`;
  if (ageMs < 60 * dayMs) return `${Math.floor(ageMs / dayMs)} d ago`;
  if (ageMs < 730 * dayMs) return `${Math.floor(ageMs / (30.44 * dayMs))} mo ago`;
  return `${Math.floor(ageMs / (365.25 * dayMs))} y ago`;
};

/** `84 ms`, `1.4 s`, `2 min 5 s`. */
export const formatDuration = (durationMs: number): string => {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  // 59.95 s would be shown as 60.0 s.
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** How long something has lasted, in its largest unit: `45 s`, `5 min`, `3 h`, `2 d`. */
export const formatSpan = (since: string, now: Date): string => {
  const ms = Math.max(0, now.getTime() - Date.parse(since));
  if (ms < minuteMs) return `${Math.floor(ms / 1000)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} d`;
};

/** `1 site`, `5 sites`, `1,234 rows`. */
export const formatCount = (count: number, one: string, many?: string): string =>
  `${count.toLocaleString('en-US')} ${plural(count, one, many)}`;
