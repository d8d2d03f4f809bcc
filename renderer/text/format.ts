const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size with three digits in powers of 1000, `–` for none. */
export const formatBytes = (sizeBytes: number | null): string => {
  if (sizeBytes === null) return '–';
  let value = sizeBytes;
  let unit = 0;
  // 999.5 would be shown as 1000 by three digits.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
};

/** The day and minute of an ISO time as the dump says it, `–` for none. */
export const formatDate = (iso: string | null): string =>
  iso === null ? '–' : iso.slice(0, 16).replace('T', ' ');

/** The last part of a path of either kind of system. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** `84 ms`, `1.4 s`, `125 s`. */
export const formatDuration = (durationMs: number): string => {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  return seconds < 59.95 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
};

/** The day and minute of a moment on this machine's clock, `–` for none. */
export const formatMoment = (iso: string | null): string => {
  if (iso === null) return '–';
  const at = new Date(iso);
  const [month, day, hour, minute] = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()].map(
    (part) => String(part).padStart(2, '0'),
  );
  return `${at.getFullYear()}-${month}-${day} ${hour}:${minute}`;
};

/** A duration that people wait for: `0.02 s`, `1.1 s`, `12 s`. */
export const formatSeconds = (durationMs: number): string => {
  const seconds = durationMs / 1000;
  if (seconds < 0.1) return `${Math.max(0.01, seconds).toFixed(2)} s`;
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
};

/** `1 204`, with thin spaces. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
/** Whole megabytes, for columns and cards; the unit is beside it. */
export const megabytes = (sizeBytes: number): number => Math.round(sizeBytes / 1_000_000);

/** The time of day of a moment on this machine's clock, to the second. */
export const formatClockSeconds = (iso: string): string => {
  const at = new Date(iso);
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
};

/** The hour and minute of a moment on this machine's clock. */
export const formatClock = (iso: string): string => formatMoment(iso).slice(11);
