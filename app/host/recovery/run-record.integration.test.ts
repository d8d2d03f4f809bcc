import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRunFile } from './run-record';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manysite-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const log = { warn: () => undefined };
const at = new Date('2026-11-01T10:00:00.000Z');
/** As a host that begins then. */
const open = (now: Date = at) => {
  const run = openRunFile(folder, () => now, log);
  run.close();
  return run;
};
const touched = (when: Date): void => utimesSync(join(folder, 'host.run'), when, when);

it('there is nothing to tell in a new folder, nor after a host that was told to stop', () => {
  const first = open();
  expect(first.lastEnd).toBeNull();
  first.end('stopped', 'asked to');
  expect(open().lastEnd).toMatchObject({ how: 'stopped', reason: 'asked to' });
});

it('a host that ended without a word was killed at its last sign of life, and one that met an error tells it', () => {
  open();
  touched(new Date('2026-11-01T09:00:00.000Z'));
  const second = open();
  expect(second.lastEnd).toMatchObject({ how: 'killed', at: '2026-11-01T09:00:00.000Z' });
  second.settle();
  second.end('failed', 'a bug');
  expect(open().lastEnd).toMatchObject({ how: 'failed', reason: 'a bug', at: at.toISOString() });
});

it('a sign of life from the future, since the clock was set back, counts as now', () => {
  open();
  touched(new Date('2027-01-01T00:00:00.000Z'));
  expect(open().lastEnd?.at).toBe(at.toISOString());
});

it('an end that nobody was told of is told by the host after the next', () => {
  open();
  touched(new Date('2026-11-01T09:00:00.000Z'));
  // Its PostgreSQL did not start: it never settled the end before it.
  open().end('stopped', 'asked to');
  const third = open();
  expect(third.lastEnd).toMatchObject({ how: 'killed', at: '2026-11-01T09:00:00.000Z' });
  third.settle();
  third.end('stopped', 'asked to');
  expect(open().lastEnd).toMatchObject({ how: 'stopped' });
});

it('a copy of the folder knows that it is one', () => {
  open();
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true });
  const run = openRunFile(copy, () => at, log);
  run.close();
  expect([run.isCopy, run.lastEnd?.how]).toEqual([true, 'copied']);
  rmSync(copy, { recursive: true });
  expect(open().isCopy).toBe(false);
});

it('garbage in its place tells nothing and is replaced', () => {
  writeFileSync(join(folder, 'host.run'), '{"pid": 4');
  expect(open().lastEnd).toBeNull();
  expect(open().lastEnd).toMatchObject({ how: 'killed' });
  expect(readdirSync(folder)).toEqual(['host.run']);
});
