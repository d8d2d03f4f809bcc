import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkout, type Outcome, openSandbox, type Sandbox } from './support/sandbox';

/** Runs `manysite serve` until it has printed something, then presses Ctrl-C. */
const serveUntilSaid = (sandbox: Sandbox, words: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const serving = spawn(process.execPath, [join(checkout, 'bin/manysite'), 'serve', ...words], {
      env: sandbox.environment,
      cwd: sandbox.dataFolder,
    });
    let stdout = '';
    let stderr = '';
    serving.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    serving.stdout.once('data', () => serving.kill('SIGINT'));
    serving.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    serving.once('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
  });

describe('serve', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = openSandbox();
  });
  afterEach(() => sandbox.dispose());

  it.each([
    ['a URL for a person', [], /^http:\/\/127\.0\.0\.1:\d+\/#token=\S+\n$/],
    ['a value on one line as JSON', ['--json'], /^\{"url":"http:\S+","startedByUs":true\}\n$/],
  ])('prints %s, and stops what it started on Ctrl-C', async (_, words, said) => {
    const outcome = await serveUntilSaid(sandbox, words);
    expect(outcome.stdout).toMatch(said);
    expect(outcome.exitCode).toBe(0);
    // The connection ends a moment before its process does.
    await expect.poll(() => sandbox.processes()).toEqual([]);
  });
});
