import { expect, test } from 'vitest';
import type { Exit } from '../contract';
import { failureError } from './exit-text';

const at = '2026-01-01T00:00:00.000Z';
const spec = {
  id: 'p/d/m/portal',
  name: 'portal',
  siteIds: [1],
  command: ['python', '{port}'] as const,
  cwd: '/',
  env: { SECRET_KEY: 'hush' },
  readyTimeoutMs: 1000,
  warmUp: [],
  logFile: '/data/portal.log',
};

test.each<[Exit, string, string]>([
  [{ kind: 'exited', code: 3, at }, 'server-died', 'The server "portal" ended with code 3.'],
  [
    { kind: 'exited', code: 0, at },
    'server-died',
    'The server "portal" ended with code 0 (a server must stay in the foreground).',
  ],
  [{ kind: 'signalled', signal: 'SIGKILL', at }, 'server-died', 'The server "portal" was ended by SIGKILL.'],
  [
    { kind: 'spawn-failed', reason: 'no such program', at },
    'command-not-found',
    'The server "portal" could not be started: no such program.',
  ],
  [
    { kind: 'not-ready', afterMs: 1000, reason: 'nothing listened', at },
    'server-not-ready',
    'The server "portal" was not ready: nothing listened.',
  ],
])('%j', (exit, code, message) => {
  const error = failureError(spec, [exit], ['last']);
  expect(error).toMatchObject({
    code,
    message,
    data: { lastLines: ['last'], failures: [exit], siteIds: [1] },
  });
  expect(error.hint).not.toBeNull();
});

test('the environment, which may hold secrets, is not part of an error', () => {
  expect(JSON.stringify(failureError(spec, [{ kind: 'killed', at }], []).toShape())).not.toContain('hush');
});
