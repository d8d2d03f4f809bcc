import { describe, expect, it } from 'vitest';
import { noTraffic, type Server } from '../../../app/contract';
import { troublesOf } from './server-trouble';

const at = '2026-11-18T10:00:00Z';
const server = (status: Server['status']): Server => ({
  id: 's',
  projectId: 'p',
  databaseId: 'd',
  name: 'portal',
  siteIds: [1],
  isStandby: false,
  status,
  memoryBytes: null,
  cpuShare: null,
  traffic: noTraffic,
  restarts: 0,
});

describe('troublesOf', () => {
  it('tells why a server is failed, with the end of its log', () => {
    const lines = [
      '',
      ...Array.from({ length: 20 }, (_, index) => `line ${index}`),
      'No module named caldav',
    ];
    const status = {
      state: 'failed' as const,
      failures: [
        { kind: 'exited' as const, code: 1, at },
        { kind: 'exited' as const, code: 3, at },
      ],
      lastLines: lines,
    };
    const [trouble] = troublesOf([server(status)]);
    expect(trouble).toMatchObject({
      name: 'portal',
      isGivenUp: true,
      reason: 'The server portal ended with code 3 (2 times).',
    });
    expect(trouble?.lastLines).toEqual(lines.slice(-12));
  });

  it('tells of a server that is started again, and of none that answers', () => {
    const backingOff = {
      state: 'backing-off' as const,
      failures: [{ kind: 'signalled' as const, signal: 'SIGKILL', at }],
      retryAt: at,
    };
    expect(troublesOf([server(backingOff)])).toEqual([
      {
        name: 'portal',
        isGivenUp: false,
        reason: 'The server portal was ended by SIGKILL. It is started again.',
        lastLines: [],
      },
    ]);
    expect(troublesOf([server({ state: 'ready', pid: 7, port: 8100, since: at })])).toEqual([]);
  });
});
