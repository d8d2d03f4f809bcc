const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something lasts so far: `4 s`, `14 min`, `2 h 14 min`, `3 d 2 h`. */
export const lastingText = (fromIso: string, nowMs: number): string => {
  const lastedMs = Math.max(0, nowMs - Date.parse(fromIso));
  if (lastedMs < minute) return `${Math.floor(lastedMs / second)} s`;
  if (lastedMs < hour) return `${Math.floor(lastedMs / minute)} min`;
  if (lastedMs < day) return `${Math.floor(lastedMs / hour)} h ${Math.floor((lastedMs % hour) / minute)} min`;
  return `${Math.floor(lastedMs / day)} d ${Math.floor((lastedMs % day) / hour)} h`;
};
