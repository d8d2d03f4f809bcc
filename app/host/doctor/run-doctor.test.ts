import { describe, expect, it } from 'vitest';
import { AppError } from '../../contract';
import { defaultSettings } from '../settings';
import type { CheckDefinition, DoctorContext, Finding } from './check';
import { checks } from './checks';
import { runDoctor } from './run-doctor';

const context: DoctorContext = {
  host: {
    version: '0.1.0',
    pid: 1,
    startedAt: '2026-11-28T10:00:00.000Z',
    dataFolder: '/data',
    postgres: null,
    uiUrl: '',
    memoryBytes: 100_000_000,
  },
  folders: { data: '/data', config: '/config', cache: '/cache' },
  settings: { ...defaultSettings, memoryBudgetBytes: 1 },
  engine: new AppError('postgres-failed', 'PostgreSQL did not start.', { hint: 'Look into its log.' }),
  project: null,
  resolvers: { configured: [], others: [], system: async () => ({ kind: 'not-asked' }) },
  hostsFile: '/nowhere/hosts',
  now: new Date('2026-11-28T10:00:00.000Z'),
};

const check = (id: string, run: CheckDefinition['run']): CheckDefinition => ({
  id,
  group: 'Machine',
  title: id,
  run,
});

const report = async (run: CheckDefinition['run']) => {
  const { checks: rows } = await runDoctor(context, { definitions: [check('one', run)], limitMs: 30 });
  return rows;
};

describe('the doctor', () => {
  it('has a row for each check, none for one that does not apply, and tells when and how long', async () => {
    const finding: Finding = { state: 'ok', message: 'Fine.' };
    const definitions = [check('a', async () => finding), check('b', async () => null)];
    const { checks: rows, ...rest } = await runDoctor(context, { definitions });
    expect(rows).toEqual([
      { id: 'a', group: 'Machine', title: 'a', state: 'ok', message: 'Fine.', fixes: [] },
    ]);
    expect(rest).toEqual({
      projectId: null,
      checkedAt: '2026-11-28T10:00:00.000Z',
      durationMs: expect.any(Number),
    });
  });

  it('has a row for a check that is too late, which is told to give up', async () => {
    let gaveUp = false;
    const rows = await report(
      (_, signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            gaveUp = true;
          });
        }),
    );
    expect(rows).toMatchObject([{ state: 'warning', message: 'This could not be checked within 0.03 s.' }]);
    expect(gaveUp).toBe(true);
  });

  it('has a row for a check that fails, by its error', async () => {
    const refused = new AppError('folder-unreachable', 'It cannot be read.', { hint: 'Open it.' });
    expect(await report(() => Promise.reject(refused))).toMatchObject([
      { state: 'failed', message: 'It cannot be read. Open it.' },
    ]);
    expect(await report(() => Promise.reject(new TypeError('x is undefined')))).toMatchObject([
      { state: 'warning', message: expect.stringContaining('TypeError: x is undefined') },
    ]);
  });

  it('makes all its checks where PostgreSQL does not start, and says so', async () => {
    const { checks: rows } = await runDoctor(context);
    expect(rows.find(({ id }) => id === 'postgres')).toMatchObject({
      state: 'failed',
      message: 'It does not run: PostgreSQL did not start.',
      fixes: [{ description: 'Look into its log.', isSuggested: true }],
    });
    expect(rows.map(({ id }) => id)).toContain('versions');
    expect(rows.map(({ group }) => group)).not.toContain('Project');
  });

  it('knows each check by an id of its own', () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
