import { describe, expect, test } from 'vitest';
import type { Job } from '../contract';
import { job, script, scriptedClient } from './testing/scripted-host';
import { run, testTerminal } from './testing/test-terminal';

const failed: Job = job({
  state: 'failed',
  error: {
    code: 'dump-truncated',
    message: 'live.dump ends in the middle.',
    hint: 'Copy it again.',
    data: {},
  },
});

describe('a job', () => {
  test('is followed to its end; progress goes to stderr, the job to stdout', async () => {
    const play = script({
      jobStates: [
        job(),
        job({ phase: 'indexes', fraction: 0.8, detail: 'a\u001b[31m' }),
        job({ state: 'done', fraction: 1 }),
      ],
    });
    const { code, out, err } = await run(['import', 'live.dump', '--json'], scriptedClient(play));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 'j1', state: 'done' });
    expect(err).toBe(' 25 %  rows\n 80 %  indexes  a\n');
  });

  test('that fails ends the command with its own error and exit code', async () => {
    const { code, err } = await run(
      ['import', 'live.dump'],
      scriptedClient(script({ jobStates: [job(), failed] })),
    );
    expect(code).toBe(1);
    expect(err).toContain('Error: live.dump ends in the middle.\nNext:  Copy it again.');
  });

  test('is left alone with --no-wait', async () => {
    const { code, out } = await run(
      ['switch', 'live', '--no-wait', '--json'],
      scriptedClient(script({ jobStates: [job()] })),
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ jobId: 'j1' });
  });

  test('is cancelled by Ctrl-C, and the command ends with 130', async () => {
    const play = script({ jobStates: [job(), job({ state: 'cancelled' })], lastWaitsFor: 'cancel' });
    const terminal = testTerminal();
    const ending = run(['import', 'live.dump'], scriptedClient(play), terminal);
    await expect.poll(() => terminal.err()).toContain('rows');
    terminal.interrupt();
    expect((await ending).code).toBe(130);
    expect(play.calls.at(-1)).toEqual(['cancel', { jobId: 'j1' }]);
    expect(terminal.isListening()).toBe(false);
  });

  test('is left by a second Ctrl-C without waiting for its end', async () => {
    const play = script({ jobStates: [job(), job({ state: 'cancelled' })], lastWaitsFor: 'ever' });
    const terminal = testTerminal();
    const ending = run(['import', 'live.dump'], scriptedClient(play), terminal);
    await expect.poll(() => terminal.err()).toContain('rows');
    terminal.interrupt();
    terminal.interrupt();
    const { code, err } = await ending;
    expect(code).toBe(130);
    expect(err).toContain('Left while job j1 was being cancelled.');
  });
});

describe('the history of jobs', () => {
  test('is asked for by kind and count', async () => {
    expect((await run(['jobs', '--kind', 'import', '--count', '5'], scriptedClient(script()))).code).toBe(0);
    expect((await run(['jobs', '--kind', 'nothing'], scriptedClient(script()))).code).toBe(2);
    expect((await run(['jobs', '--count', '0'], scriptedClient(script()))).err).toContain('from 1 to 1000');
  });

  test('shows one job with its phases and what its programs said', async () => {
    const { code, out } = await run(['jobs', 'j'], scriptedClient(script()));
    expect(code).toBe(0);
    expect(out).toContain('Import live.dump');
    expect(out).toContain('  | No module');
    expect((await run(['jobs', 'zz'], scriptedClient(script()))).code).toBe(2);
  });
});
