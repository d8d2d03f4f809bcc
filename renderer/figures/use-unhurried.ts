import { useEffect, useRef, useState } from 'react';

/**
 * A value that changes often, shown as it is at most once in a while. It waits only while there is a change to be shown.
 *
 * @param restMs between two changes
 */
export const useUnhurried = <Value>(value: Value, restMs: number): Value => {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(0);
  useEffect(() => {
    if (value === shown) return;
    const timer = setTimeout(
      () => {
        changedAt.current = performance.now();
        setShown(value);
      },
      Math.max(0, changedAt.current + restMs - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [value, shown, restMs]);
  return shown;
};
