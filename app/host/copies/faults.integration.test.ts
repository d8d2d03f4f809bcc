import { test } from 'vitest';
import { type Fault, surviveFault } from './testing/survive';

/** A few of the places; `faults.full.test.ts` has them all. */
const faults: readonly Fault[] = [
  { action: 'snapshot', place: 'copying+60', victim: 'host' },
  { action: 'reset', place: 'swapping', victim: 'postgres' },
  { action: 'reset', place: 'swapped', victim: 'host' },
];

test.each(faults)('kill -9 of the $victim in $action at $place leaves one whole database', async (fault) => {
  await surviveFault(fault, 2_000);
});
