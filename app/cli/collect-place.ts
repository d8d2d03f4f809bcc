import { InvalidArgumentError } from 'commander';
import type { DumpPlace } from '../contract';

/** Gathers `--leave-out 3118`: a dump has either entries or lines, so that the number means one of them. */
export const collectPlace = (text: string, before: readonly DumpPlace[] = []): readonly DumpPlace[] => {
  if (!/^\d{1,9}$/.test(text))
    throw new InvalidArgumentError('The number of an entry or a line is wanted, as the error names it.');
  const number = Number(text);
  return [...before, { kind: 'entry', dumpId: number }, { kind: 'line', line: number }];
};
