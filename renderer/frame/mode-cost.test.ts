import { describe, expect, it } from 'vitest';
import { makeDatabase, makeJob, makeProject, makeState } from '../testing/make-state';
import { changingTo, costOf, isMeasuredBefore } from './mode-cost';

const figures = {
  memoryBytes: 138_000_000,
  startMs: 900,
  p50Ms: 41,
  p95Ms: 80,
  serverCount: 1,
  database: 'live',
  measuredAt: '2026-11-23T10:00:05.000Z',
};

describe('the cost of a mode', () => {
  it('is what was measured, and says where nothing was', () => {
    expect(costOf(figures)).toEqual({ long: '138 MB · p50 41 ms', short: '138 MB · 41 ms' });
    expect(costOf({ ...figures, p50Ms: null }).long).toBe('138 MB');
    expect(costOf(null).long).toBe('not measured yet');
  });

  it('is old once another database is served, or the same one by newer servers', () => {
    const project = makeProject({
      isRunning: true,
      activeDatabaseId: 'id-live',
      figures: { 'single-process': figures, 'multi-process': null },
    });
    const databases = [makeDatabase('live'), makeDatabase('stage')];
    expect(isMeasuredBefore(makeState({ databases }), project)).toBe(false);
    expect(isMeasuredBefore(makeState({ databases }), { ...project, activeDatabaseId: 'id-stage' })).toBe(
      true,
    );
    expect(isMeasuredBefore(makeState({ databases }), { ...project, isRunning: false })).toBe(false);
  });
});

describe('a change of the mode', () => {
  it('is told at the mode that comes', () => {
    const running = makeJob('mode', { endedAt: null });
    expect(changingTo(makeState({ jobs: [running] }), makeProject())).toBe('multi-process');
    expect(changingTo(makeState({ jobs: [makeJob('mode')] }), makeProject())).toBeNull();
  });
});
