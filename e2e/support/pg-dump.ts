import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './sandbox';

/** A pg_dump that is new enough: the one of a PyPI wheel, which preparing the tests has downloaded. */
export const newPgDump = (): string => {
  const script = join(checkout, 'bench/peer-programs.mjs');
  return join(execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim(), 'pg_dump');
};
