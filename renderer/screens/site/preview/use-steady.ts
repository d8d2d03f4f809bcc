import { useEffect, useState } from 'react';

/** Work that follows a change begins within this time, in ms. */
const settleMs = 400;

/**
 * A value as it was, until what its change sets going is over: a new domain is answered only once its servers have been replaced, and
 * the old one is answered until then.
 *
 * @param isBusy something is being replaced
 */
export const useSteady = <Value>(value: Value, isBusy: boolean): Value => {
  const [steady, setSteady] = useState(value);
  useEffect(() => {
    if (isBusy || value === steady) return;
    const timer = setTimeout(() => setSteady(value), settleMs);
    return () => clearTimeout(timer);
  }, [value, steady, isBusy]);
  return steady;
};
