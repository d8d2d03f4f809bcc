/** PostgreSQL's text of a timestamptz in ISO style, e.g. `2026-01-02 03:04:05.678901+00`, as milliseconds; null for anything else. */
const parseTimestamp = (text: string): number | null => {
  // Date, time, fraction, hours and minutes of the zone; by place, since names make it twice as slow.
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-]\d\d)(?::?(\d\d))?)$/.exec(text);
  if (match === null) return null;
  const [, date, time, fraction = '', hours = '+00', minutes = '00'] = match;
  const milliseconds = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${hours}:${minutes}`);
  return Number.isNaN(milliseconds) ? null : milliseconds;
};

/**
 * The new `last_updated_at` of a site whose vassal must reload (multisite.md, traps 5 and 6). The Emperor compares whole seconds
 * and reloads only when they grow, so a timestamp that is not a second in the past yields the next second after it.
 *
 * @param current as PostgreSQL prints it
 * @param now ISO 8601
 * @returns ISO 8601 in UTC
 */
export const bumpTimestamp = (current: string, now: string): string => {
  const before = parseTimestamp(current);
  const nowMs = Date.parse(now);
  if (before === null || Math.floor(before / 1000) < Math.floor(nowMs / 1000)) return now;
  return new Date((Math.floor(before / 1000) + 1) * 1000).toISOString();
};
