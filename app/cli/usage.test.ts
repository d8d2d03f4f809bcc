import { describe, expect, test } from 'vitest';
import { script, scriptedClient } from './testing/scripted-host';
import { run } from './testing/test-terminal';

describe('a command line that cannot be understood', () => {
  test.each([
    [['foo'], "Unknown command 'foo'"],
    [['sties'], 'Did you mean sites?'],
    [['help', 'nope'], "Unknown command 'nope'"],
    [['sites', '--nope'], "Unknown option '--nope'"],
    [['import'], "Missing required argument 'dump'"],
    [['sites', 'extra'], 'Too many arguments'],
    [['start', '--port', '70000'], 'A port is a number from 1 to 65535.'],
    [['import', 'x.dump', '--slug', 'portal'], 'Give a site id and a slug, such as 12=velos-ch.'],
    [['logs', '-n', 'many'], 'A number from 0 to 10000.'],
    [['mode', 'both'], 'The mode is single-process or multi-process, not "both".'],
    [['settle', 'x'], 'Say either --retry or --skip.'],
  ])('%j ends with 2 and says why', async (words, said) => {
    const { code, out, err } = await run(words, scriptedClient(script()));
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(out).toBe('');
  });

  test('is answered on stdout as JSON when JSON is asked for', async () => {
    const { code, out, err } = await run(['sites', '--nope', '--json'], scriptedClient(script()));
    expect(code).toBe(2);
    expect(err).toBe('');
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'usage-invalid',
        message: "Unknown option '--nope'",
        hint: '`manysite sites --help` shows how it is used.',
        data: { reason: 'unknownOption' },
      },
    });
  });
});
