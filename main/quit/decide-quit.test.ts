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
    expect(quitQuestion([job({})])?.message).toBe('“Import live.dump” is at 45 %.');
  });

  it('counts the rest', () => {
    const jobs = [job({}), job({ id: 'j2', kind: 'export' }), job({ id: 'j3', kind: 'demo' })];
    expect(quitQuestion(jobs)?.message).toBe('“Import live.dump” and 2 more are not done.');
  });

  it.each(['done', 'failed', 'cancelled'] as const)('does not ask for one that is %s', (state) => {
    expect(quitQuestion([job({ state })])).toBeNull();
  });

  it.each(['switch', 'start', 'stop', 'mode', 'restart'] as const)('drops a %s', (kind) => {
    expect(quitQuestion([job({ kind })])).toBeNull();
  });
});
