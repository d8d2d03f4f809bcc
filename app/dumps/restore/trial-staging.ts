import { expect, vi } from 'vitest';
import { definition, rows } from './trial-restore';

/** Nobody is connected any more, soon. */
export const expectNobody = ({ connections }: { readonly connections: () => Promise<unknown[]> }) =>
  vi.waitFor(async () => expect(await connections()).toEqual([]), { timeout: 5_000 });

/** Rows without end. */
function* endless(): Generator<string> {
  for (let id = 0; ; id += 1) yield `${id}\t${'x'.repeat(100)}`;
}

/** A table whose rows never end. */
export const endlessTable = () => [
  definition('CREATE TABLE public.big (id integer, words text)'),
  rows('big', endless(), { sizeBytes: 1_000_000 }),
];
