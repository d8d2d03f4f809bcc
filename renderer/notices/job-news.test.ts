import { describe, expect, it } from 'vitest';
import { makeJob } from '../testing/make-state';
import { endedBetween, newsOf } from './job-news';
import { quartersPassed } from './job-quarters';

const error = {
  code: 'server-not-ready' as const,
  message: 'No server got ready.',
  hint: 'Look at its log.',
  data: {},
};

describe('what is told of a job that ended', () => {
  it('is for a switch what it took and how requests fared, as far as that was counted', () => {
    const result = { database: 'shop_stage', label: 'stage', durationMs: 21, failedRequests: 0, failed: [] };
    expect(newsOf(makeJob('switch', { result }), '⌘B', false)).toEqual({
      kind: 'done',
      title: 'stage is active.',
      message: '0.02 s, no request failed. ⌘B goes back.',
    });
    expect(
      newsOf(makeJob('switch', { result: { ...result, failedRequests: 2, failed: ['kids'] } }), '⌘B', false),
    ).toMatchObject({
      message: '0.02 s, 2 requests failed. 1 server did not get ready: kids. ⌘B goes back.',
    });
    expect(
      newsOf(makeJob('switch', { result: { ...result, failedRequests: null } }), '⌘B', false),
    ).toMatchObject({ message: '0.02 s. ⌘B goes back.' });
  });

  it('is the engine’s word where it failed, unless a screen shows it', () => {
    const failed = makeJob('export', { state: 'failed', title: 'Export live', error });
    expect(newsOf(failed, '⌘B', false)).toEqual({ kind: 'failed', title: 'Export live failed.', error });
    expect(newsOf(failed, '⌘B', true)).toBeNull();
    expect(newsOf(makeJob('export', { state: 'cancelled', error }), '⌘B', false)).toBeNull();
  });

  it('is nothing where the screen changes with it', () => {
    expect(newsOf(makeJob('stop'), '⌘B', false)).toBeNull();
    expect(newsOf(makeJob('start', { result: { failed: [] } }), '⌘B', false)).toBeNull();
    expect(newsOf(makeJob('start', { result: { failed: ['kids'] } }), '⌘B', false)).toMatchObject({
      message: '1 server did not get ready: kids.',
    });
  });

  it('names what a reset came back to', () => {
    const result = { label: 'live', database: 'shop_live', snapshot: null, durationMs: 1100, failed: [] };
    expect(newsOf(makeJob('reset', { result }), '⌘B', false)).toMatchObject({
      title: 'live is as just imported.',
      message: '1.1 s.',
    });
    expect(newsOf(makeJob('reset', { result: { ...result, snapshot: 'a' } }), '⌘B', false)).toMatchObject({
      title: 'live is as in “a”.',
    });
  });
});

describe('jobs that ended', () => {
  const running = makeJob('switch', { endedAt: null });

  it('are those that ran before, or were not seen at all', () => {
    const ended = makeJob('switch');
    const other = makeJob('reset');
    expect(endedBetween([running], [ended, other])).toEqual([ended, other]);
    expect(endedBetween([ended], [ended])).toEqual([]);
    expect(endedBetween([], [running])).toEqual([]);
  });

  it('are told at each quarter on their way', () => {
    const at = (fraction: number) =>
      makeJob('import', { title: 'Import live.dump', endedAt: null, fraction });
    expect(quartersPassed([at(0.2)], [at(0.24)])).toEqual([]);
    expect(quartersPassed([at(0.2)], [at(0.51)])).toEqual(['Import live.dump, 50 %']);
    expect(quartersPassed([], [at(0.1)])).toEqual([]);
  });
});
