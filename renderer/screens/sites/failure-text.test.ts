import { describe, expect, it } from 'vitest';
import { failureReason, failureTitle, shownLines } from './failure-text';

const exit = (at: string, code = 1) => ({ kind: 'exited' as const, code, at });
const lines = [
  'Traceback (most recent call last):',
  '  File "/home/ada/shop/werkstatt/urls.py", line 4, in <module>',
  '    import caldav',
  '    ^^^^^^^^^^^^^',
  "ModuleNotFoundError: No module named 'caldav'",
  '',
];

describe('failureTitle', () => {
  it('tells how often and within what time', () => {
    expect(failureTitle([exit('2026-11-18T10:00:00Z'), exit('2026-11-18T10:00:38Z')])).toBe(
      'Failed 2 times in 38.0 s',
    );
  });

  it('tells how it was the only time', () => {
    expect(failureTitle([exit('2026-11-18T10:00:00Z', 3)])).toBe('Ended with code 3');
    expect(failureTitle([])).toBe('Does not run');
  });
});

describe('shownLines', () => {
  it('leaves out how Python finds a module', () => {
    const frames = ['  File "<frozen importlib._bootstrap>", line 1176, in _find_and_load', '  import x'];
    expect(shownLines(frames, 3).map(({ text }) => text)).toEqual(['  import x']);
  });

  it('shows the end of a traceback with short paths, and which line is the cause', () => {
    expect(shownLines(lines, 3)).toEqual([
      { number: 1, text: '  File "…/werkstatt/urls.py", line 4', isCause: false },
      { number: 2, text: '    import caldav', isCause: false },
      { number: 4, text: "ModuleNotFoundError: No module named 'caldav'", isCause: true },
    ]);
  });
});

describe('failureReason', () => {
  it('is what Python said last, else how the process ended', () => {
    expect(failureReason([exit('2026-11-18T10:00:00Z')], lines)).toBe(
      "ModuleNotFoundError: No module named 'caldav'",
    );
    expect(failureReason([exit('2026-11-18T10:00:00Z')], ['bye'])).toBe('ended with code 1');
  });
});
