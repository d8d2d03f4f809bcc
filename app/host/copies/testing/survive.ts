import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect } from 'vitest';
import { makeTemporaryFolder } from '../../../postgres/temporary-cluster';
import { resetDatabase } from '../reset-database';
import { takeSnapshot } from '../take-snapshot';
import { jobContext, openCopyScene } from './copy-scene';

const program = fileURLToPath(new URL('./faulty-run.ts', import.meta.url));

export interface Fault {
  readonly action: 'snapshot' | 'reset' | 'reset-to-snapshot' | 'delete' | 'delete-snapshot' | 'spare';
  /** A phase, or so many milliseconds after its beginning: `copying+20`. */
  readonly place: string;
  readonly victim: 'host' | 'postgres';
}

/** What may be in the database afterwards: what was there, or what the action makes of it. */
const contents: Readonly<Record<Fault['action'], readonly (string | null)[]>> = {
  snapshot: ['changed'],
  'delete-snapshot': ['changed'],
  spare: ['changed'],
  reset: ['changed', 'imported'],
  'reset-to-snapshot': ['changed', 'first'],
  delete: ['changed', null],
};

/**
 * Makes a database with a snapshot and a later content, kills the host or its PostgreSQL in the middle of an action, and starts again:
 * one whole database under its name, or none where it was deleted, nothing besides, and all of it in working order.
 *
 * @param padding rows of 1 kB: the more, the longer a copy takes
 */
export const surviveFault = async ({ action, place, victim }: Fault, padding: number): Promise<void> => {
  const folder = await makeTemporaryFolder();
  try {
    const before = await openCopyScene(folder, { padding });
    try {
      await before.write('first');
      await takeSnapshot(before.engine, await before.database(), 'first', jobContext());
      await before.write('changed');
      if (action === 'delete') {
        const { projectId } = await before.database();
        await before.engine.catalog.projects.setActiveDatabase(projectId, null);
      }
    } finally {
      await before.close();
    }
    const run = await execa(process.execPath, ['--import', 'tsx', program, folder, action, place, victim], {
      reject: false,
      timeout: 120_000,
      all: true,
    });
    if (victim === 'host') expect(run.signal, run.all).toBe('SIGKILL');
    else expect(run.exitCode, run.all).toBe(0);
    await using after = await openCopyScene(folder, { isAgain: true });
    // What a living host removes in the background is removed by now, what a killed one left by its start.
    expect(await after.strays()).toEqual([]);
    const [database] = await after.engine.catalog.databases.listAll();
    if (database === undefined) {
      expect(contents[action]).toContain(null);
      return;
    }
    const { marker, slug } = await after.content();
    expect(contents[action]).toContain(marker);
    // What the catalog keeps of the sites is of the same moment, always.
    expect(slug).toBe(marker);
    await after.write('afterwards');
    await resetDatabase(after.engine, await after.database(), null, jobContext());
    expect(await after.content()).toEqual({ marker: 'imported', slug: 'imported' });
    await after.engine.background.settled();
    expect(await after.strays()).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
