import { describe, expect, it } from 'vitest';
import { makeDatabase, makeJob, makeProject, makeState } from '../testing/make-state';
import { failedSwitchOf, switchCostOf } from './switch-cost';
import { costText, switchSentence } from './switch-text';

const figures = {
  memoryBytes: 1,
  startMs: 1100,
  p50Ms: 1,
  p95Ms: 1,
  serverCount: 1,
  database: 'live',
  measuredAt: '2026-11-23T10:00:00.000Z',
};
const running = makeProject({
  isRunning: true,
  activeDatabaseId: 'id-live',
  figures: { 'single-process': figures, 'multi-process': null },
});
const stage = makeDatabase('stage');
const warmStage = makeDatabase('stage', { isWarm: true });
const switched = (wasWarm: boolean, durationMs: number, database = stage.name, mode = 'single-process') =>
  makeJob('switch', { result: { database, wasWarm, durationMs, mode } });
const costOf = (jobs: readonly ReturnType<typeof makeJob>[], database = stage, project = running) =>
  switchCostOf(makeState({ jobs: [...jobs] }), project, database);

describe('what a switch takes', () => {
  it('is nothing for the active database, and no start where the sites are stopped', () => {
    expect(costOf([], makeDatabase('live'))).toEqual({ kind: 'active' });
    expect(costText(costOf([], stage, makeProject({ activeDatabaseId: 'id-live' })))).toBe('at once');
  });

  it('is what the last one like it took', () => {
    const jobs = [switched(false, 900), switched(false, 1300), switched(true, 20)];
    expect(costText(costOf(jobs))).toBe('1.3 s');
    expect(costText(costOf(jobs, warmStage))).toBe('0.02 s');
  });

  it('is told as an estimate where another one was measured', () => {
    expect(costText(costOf([]))).toBe('about 1.1 s');
    expect(costText(costOf([switched(true, 30, 'shop_other')], warmStage))).toBe('about 0.03 s');
  });

  it('is never invented', () => {
    const unmeasured = makeProject({ isRunning: true, activeDatabaseId: 'id-live' });
    expect(costText(costOf([], stage, unmeasured))).toBe('not measured yet');
    expect(costText(costOf([], warmStage))).toBe('warm');
    expect(costOf([switched(false, 800, stage.name, 'multi-process')])).toMatchObject({ kind: 'about' });
  });

  it('is told in a sentence with what still runs', () => {
    const warm = { count: 10, memoryBytes: 231_000_000 };
    expect(switchSentence(stage, costOf([], warmStage), warm)).toEqual({
      title: 'stage is warm',
      text: 'Its 10 servers still run (231 MB). URLs stay the same, no request fails.',
    });
    expect(switchSentence(stage, costOf([]), { count: 0, memoryBytes: null }).text).toBe(
      'Its servers start first, about 1.1 s. The present ones answer until then.',
    );
  });
});

describe('a switch that failed', () => {
  const failed = makeJob('switch', { state: 'failed' });

  it('is told until something else happens', () => {
    expect(failedSwitchOf(makeState({ jobs: [makeJob('start'), failed] }), 'p1')).toBe(failed);
    expect(failedSwitchOf(makeState({ jobs: [failed, makeJob('snapshot')] }), 'p1')).toBe(failed);
    expect(failedSwitchOf(makeState({ jobs: [failed, switched(true, 1)] }), 'p1')).toBeNull();
    expect(failedSwitchOf(makeState({ jobs: [failed] }), 'p2')).toBeNull();
  });
});
