import { useEffect, useState } from 'react';

/** The time in ms since 1970, told again at an interval; figures change at most four times a second. */
export const useNow = (intervalMs: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
};

/** How often texts such as “3 min ago” are looked at again, in ms. */
export const ageStepMs = 20_000;
