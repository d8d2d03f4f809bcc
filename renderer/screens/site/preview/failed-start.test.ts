import { describe, expect, it } from 'vitest';
import { makeJob } from '../../../testing/make-state';
import { failedStartOf } from './failed-start';

const failed = makeJob('start', {
  id: 'a',
  state: 'failed',
  startedAt: '2026-11-18T10:00:00Z',
  error: {
    code: 'server-died',
    message: 'The server all ended with code 1.',
    hint: 'Its last lines tell why.',
    data: { lastLines: ['', 'No module named caldav'] },
  },
});

describe('why a project does not run', () => {
  it('is how its last start failed', () => {
    expect(failedStartOf([failed], 'p1')).toEqual({
      message: 'The server all ended with code 1.',
      hint: 'Its last lines tell why.',
      lines: ['No module named caldav'],
    });
  });

  it('is nothing once it was stopped or started, and for another project', () => {
    const stopped = makeJob('stop', { startedAt: '2026-11-18T11:00:00Z' });
    expect(failedStartOf([stopped, failed], 'p1')).toBeNull();
    expect(failedStartOf([failed], 'p2')).toBeNull();
    expect(failedStartOf([], 'p1')).toBeNull();
  });
});
