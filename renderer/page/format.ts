const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size with three digits, `–` for none. */
export const formatBytes = (sizeBytes: number | null): string => {
  if (sizeBytes === null) return '–';
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  const value = sizeBytes / 1000 ** power;
  return `${power === 0 ? value : value.toPrecision(3)} ${units[power]}`;
};

/** The day and minute of an ISO time as the dump says it, `–` for none. */
export const formatDate = (iso: string | null): string =>
  iso === null ? '–' : iso.slice(0, 16).replace('T', ' ');
