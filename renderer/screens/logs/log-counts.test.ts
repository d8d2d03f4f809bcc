import { describe, expect, it } from 'vitest';
import type { LogCounts } from '../../../app/contract';
import { makeState } from '../../testing/make-state';
import { logSumsOf } from './log-counts';

const counts = (server: string, lines: number, lastAt: string | null, projectId = 'p1'): LogCounts => ({
  id: `${projectId} ${server}`,
  projectId,
  server,
  lines,
  warnings: 1,
  errors: 2,
  lastAt,
  volume: [],
});

describe('what the servers of a project said', () => {
  const state = makeState({
    logs: [counts('a', 3, '2026-11-28T10:00:00Z'), counts('b', 4, null), counts('a', 9, null, 'p2')],
  });

  it('is added up, of all or of one', () => {
    expect(logSumsOf(state, 'p1', null)).toEqual({
      lines: 7,
      warnings: 2,
      errors: 4,
      lastAt: '2026-11-28T10:00:00Z',
    });
    expect(logSumsOf(state, 'p1', 'b').lines).toBe(4);
    expect(logSumsOf(state, 'p3', null)).toEqual({ lines: 0, warnings: 0, errors: 0, lastAt: null });
  });
});
