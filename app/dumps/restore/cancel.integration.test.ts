import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dropDatabase } from '../../postgres/databases';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import { stageTrial } from '../../postgres/temporary-staging';
import type { RestoreProgress } from './progress-meter';
import { archiveOf, definition, restoreReader, rows } from './trial-restore';
import { endlessTable, expectNobody } from './trial-staging';

let temporary: TemporaryCluster;
beforeAll(async () => {
  temporary = await startTemporaryCluster();
});
afterAll(() => temporary?.close());

let count = 0;
const stage = () => {
  count += 1;
  return stageTrial(temporary, `import_cancel_${count}`);
};

describe('cancelling', () => {
  it('in the middle of rows returns at once and leaves no connection', async () => {
    const staged = await stage();
    const cancel = new AbortController();
    const restoring = restoreReader(archiveOf(endlessTable()), {
      connect: staged.connect,
      signal: cancel.signal,
      onProgress: ({ phase }) => {
        if (phase === 'data') cancel.abort();
      },
    });
    await expect(restoring).rejects.toMatchObject({ code: 'cancelled' });
    await expectNobody(staged);
    await dropDatabase(temporary.cluster, staged.name);
  });

  it('in the middle of a long statement cancels it on the server', async () => {
    const staged = await stage();
    const cancel = new AbortController();
    const dump = archiveOf([
      definition(
        "CREATE FUNCTION public.slow(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1 FROM pg_sleep(600)'",
      ),
      definition('CREATE TABLE public.t (id integer)'),
      rows('t', ['1']),
      definition('CREATE INDEX t_slow ON public.t USING btree (public.slow(id))'),
    ]);
    const restoring = restoreReader(dump, { connect: staged.connect, signal: cancel.signal });
    const ended = expect(restoring).rejects.toMatchObject({ code: 'cancelled' });
    const building = () =>
      temporary.cluster.query(
        'postgres',
        "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND state = 'active' AND query LIKE 'CREATE INDEX%'",
        [staged.name],
      );
    await vi.waitFor(async () => expect(await building()).toHaveLength(1), { timeout: 20_000 });
    const began = performance.now();
    cancel.abort();
    await ended;
    expect(performance.now() - began).toBeLessThan(4_000);
    await expectNobody(staged);
  });

  it('while the connections are opened is not missed', async () => {
    const staged = await stage();
    const cancel = new AbortController();
    const connect = (): Promise<Client> => {
      cancel.abort();
      return staged.connect();
    };
    const restoring = restoreReader(archiveOf(endlessTable()), { connect, signal: cancel.signal });
    await expect(restoring).rejects.toMatchObject({ code: 'cancelled' });
    await expectNobody(staged);
  });

  it('before the start opens no connection', async () => {
    const staged = await stage();
    const connect = vi.fn(staged.connect);
    const restoring = restoreReader(archiveOf([]), { connect, signal: AbortSignal.abort() });
    await expect(restoring).rejects.toMatchObject({ code: 'cancelled' });
    expect(connect).not.toHaveBeenCalled();
  });
});

describe('progress', () => {
  it('never goes back, comes at each phase and at most four times a second within one, and ends at 1', async () => {
    const staged = await stage();
    const seen: { at: number; progress: RestoreProgress }[] = [];
    const lines = Array.from({ length: 50_000 }, (_, id) => `${id}`);
    const dump = archiveOf([
      definition('CREATE TABLE public.t (id integer)'),
      rows('t', lines),
      definition('ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id)'),
    ]);
    const { report } = await restoreReader(dump, {
      connect: staged.connect,
      onProgress: (progress) => seen.push({ at: performance.now(), progress }),
    });
    const fractions = seen.map(({ progress }) => progress.fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const gaps = seen.slice(1, -1).flatMap(({ at, progress }, index) => {
      const before = seen[index];
      return before?.progress.phase === progress.phase ? [at - before.at] : [];
    });
    // The clock that is asked is a little older than the one that is compared here.
    expect(gaps.filter((gap) => gap < 249)).toEqual([]);
    expect(new Set(seen.map(({ progress }) => progress.phase)).size).toBe(6);
    expect(report.phases.map(({ phase }) => phase)).toEqual([
      'pre-data',
      'data',
      'indexes',
      'foreign-keys',
      'post-data',
      'verify',
    ]);
  });
});
