import { useSyncExternalStore } from 'react';

const minuteMs = 60_000;

const thisMinute = (): number => Math.floor(Date.now() / minuteMs) * minuteMs;

const everyMinute = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, minuteMs / 4);
  return () => clearInterval(timer);
};

/** The present moment in ms since 1970, to the minute: texts such as “3 min ago” stay true. */
export const useMinute = (): number => useSyncExternalStore(everyMinute, thisMinute);
