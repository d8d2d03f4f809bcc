import { describe, test } from 'vitest';
import { type Fault, surviveFault } from './testing/survive';

const after = (phase: string, ...delaysMs: readonly number[]): string[] => [
  phase,
  ...delaysMs.map((delayMs) => `${phase}+${delayMs}`),
];

const places: Readonly<Record<Fault['action'], readonly string[]>> = {
  snapshot: [
    'looking for room',
    'waiting for requests',
    ...after('copying', 20, 60, 150, 400),
    'opening',
    ...after('keeping', 5, 20),
  ],
  reset: [
    'preparing',
    ...after('copying', 20, 60, 150, 400),
    'waiting for requests',
    ...after('swapping', 2, 5, 10, 20, 40),
    ...after('swapped', 5, 20, 60),
    'looking at the sites',
  ],
  'reset-to-snapshot': [
    ...after('copying', 20, 60, 150, 400),
    ...after('swapping', 2, 5, 10, 20, 40),
    ...after('swapped', 5, 20, 60),
  ],
  delete: [
    ...after('deleting 1 of 3', 5, 20, 60),
    ...after('deleting 2 of 3', 20),
    ...after('deleting 3 of 3', 20),
  ],
  'delete-snapshot': after('deleting', 2, 5, 10, 20, 60),
  spare: after('copying', 5, 20, 60, 150, 400),
};

const faults = (['host', 'postgres'] as const).flatMap((victim) =>
  (Object.keys(places) as Fault['action'][]).flatMap((action) =>
    places[action].map((place): Fault => ({ action, place, victim })),
  ),
);

describe('every step of what copies, swaps and deletes databases', () => {
  test.each(faults)('survives kill -9 of the $victim in $action at $place', async (fault) => {
    await surviveFault(fault, 20_000);
  });
});
