import { describe, expect, it } from 'vitest';
import type { Notice, Server } from '../../app/contract';
import { makeJob, makeState } from '../testing/make-state';
import { cutOffImport, noticeSentences } from './notice-text';

const endedAt = new Date(2026, 10, 28, 14, 31, 8).toISOString();
const startedAt = new Date(2026, 10, 28, 14, 31, 10).toISOString();

const ended = (more: Partial<Extract<Notice['about'], { kind: 'host-ended' }>> = {}): Notice => ({
  id: 'n1',
  at: startedAt,
  severity: 'warning',
  title: 'The host was killed at 14:31:08 and was started again',
  details: ['Nothing was under way; no database changed.'],
  about: {
    kind: 'host-ended',
    how: 'killed',
    pid: 1,
    endedAt,
    recovered: [],
    cutOff: [],
    served: [{ id: 'p1', name: 'shop' }],
    comeBack: 'now',
    ...more,
  },
});

const server = (name: string, status: Server['status']): Server => ({
  id: name,
  projectId: 'p1',
  databaseId: 'd1',
  name,
  siteIds: [],
  isStandby: false,
  status,
  memoryBytes: null,
  cpuShare: null,
  traffic: {
    requests: 0,
    responses: {
      informational: 0,
      success: 0,
      redirection: 0,
      clientError: 0,
      serverError: 0,
      unanswered: 0,
    },
    p50Ms: null,
    p95Ms: null,
    requestsPerSecond: 0,
    sites: [],
  },
  restarts: 0,
});

describe('a notice about a host that ended', () => {
  it('says how far the servers are, and which requests got no answer', () => {
    const state = makeState({
      servers: [
        server('a', { state: 'ready', pid: 1, port: 1, since: startedAt }),
        server('b', { state: 'starting', pid: 1, since: startedAt }),
        server('c', { state: 'starting', pid: 1, since: startedAt }),
      ],
    });
    expect(noticeSentences(state, ended())).toEqual([
      'Nothing was under way; no database changed.',
      '1 of 3 servers are ready again, 2 are starting.',
      'Requests between 14:31:08 and 14:31:10 got no answer, or waited for their server.',
    ]);
  });

  it('says of the only server whether it is ready', () => {
    const state = makeState({ servers: [server('all', { state: 'starting', pid: 1, since: startedAt })] });
    expect(noticeSentences(state, ended()).slice(1)).toEqual([
      'Its server is not ready yet.',
      'Requests since 14:31:08 got no answer, or wait for their server.',
    ]);
  });

  it('says nothing of servers that do not come back, nor of requests where nothing was served', () => {
    const state = makeState({ servers: [server('a', { state: 'stopped' })] });
    expect(noticeSentences(state, ended({ comeBack: 'no' }))).toEqual([
      'Nothing was under way; no database changed.',
      'Requests since 14:31:08 got no answer, or wait for their server.',
    ]);
    expect(noticeSentences(state, ended({ served: [] }))).toEqual([
      'Nothing was under way; no database changed.',
    ]);
  });

  it('knows the import that was cut off', () => {
    const job = makeJob('import', { state: 'failed' });
    const state = makeState({ jobs: [job, makeJob('switch')] });
    expect(cutOffImport(state, ended({ cutOff: [{ id: job.id, name: 'Import' }] }))).toEqual(job);
    expect(cutOffImport(state, ended({ cutOff: [{ id: 'job-switch', name: 'Switch' }] }))).toBeNull();
  });
});
