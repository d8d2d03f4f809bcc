const pad = (value: number): string => String(value).padStart(2, '0');

/** A moment as people say it, in the machine's own time zone: `14:31:08`, with the date where it is another day. */
export const clockText = (at: Date, now: Date): string => {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(pad).join(':');
  if (at.toDateString() === now.toDateString()) return time;
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${time}`;
};
