import { describe, expect, it } from 'vitest';
import type { Job } from '../../app/contract';
import { quitQuestion } from './decide-quit';

const job = (change: Partial<Job>): Job => ({
  id: 'j1',
  kind: 'import',
  title: 'Import live.dump',
  projectId: 'p1',
  state: 'running',
  phase: 'data',
  phases: [],
  fraction: 0.456,
  detail: null,
  bytesDone: null,
  bytesTotal: null,
  isCancellable: true,
  startedAt: '2026-11-18T10:00:00.000Z',
  endedAt: null,
  result: null,
  error: null,
  ...change,
});

describe('quitting', () => {
  it('asks while an import runs, and says how far it is', () => {
    expect(quitQuestion([job({})], null)?.message).toBe('“Import live.dump” is at 45 %.');
  });

  it('counts the rest', () => {
    const jobs = [job({}), job({ id: 'j2', kind: 'export' }), job({ id: 'j3', kind: 'demo' })];
    expect(quitQuestion(jobs, null)?.message).toBe('“Import live.dump” and 2 more are not done.');
  });

  it('asks for what is not saved, alone or with what runs', () => {
    const unsaved = 'Changes of Velowerk are not saved.';
    expect(quitQuestion([], unsaved)).toMatchObject({ message: unsaved, quit: 'Discard and quit' });
    expect(quitQuestion([job({})], unsaved)).toMatchObject({
      message: '“Import live.dump” is at 45 %.',
      detail: expect.stringContaining(unsaved),
      quit: 'Stop and quit',
    });
  });

  it.each(['done', 'failed', 'cancelled'] as const)('does not ask for one that is %s', (state) => {
    expect(quitQuestion([job({ state })], null)).toBeNull();
  });

  it.each(['switch', 'start', 'stop', 'mode', 'restart'] as const)('drops a %s', (kind) => {
    expect(quitQuestion([job({ kind })], null)).toBeNull();
  });
});
