import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeOf, createLevelReader } from './line-level';

const esc = String.fromCharCode(27);

describe('the level of a log line', () => {
  it.each([
    ['[28/Nov/2026 16:46:21] "GET / HTTP/1.1" 200 9750', 'info'],
    ['[28/Nov/2026 16:46:21] "GET /nope HTTP/1.1" 404 179', 'warning'],
    ['127.0.0.1 - - [28/Nov/2026:16:46:21] "POST /x HTTP/1.1" 503 12 "-" "ERROR"', 'error'],
    ['ERROR 2026-11-28 16:46:21,123 views 12 no such page', 'error'],
    ['2026-11-28 16:46:21,123 WARNING django.request: Not Found: /nope', 'warning'],
    ['[2026-11-28 16:46:21 +0000] [4711] [INFO] Booting worker', 'info'],
    ['DEBUG:shop:cache hit', 'debug'],
    [`${esc}[31mCRITICAL${esc}[0m out of disk`, 'error'],
    ["ModuleNotFoundError: No module named 'caldav'", 'error'],
    ['sqlalchemy.exc.SAWarning: raised by -W error', 'error'],
    ['Warning: GDAL was not found', 'info'],
    ['Watching for ERRORS in production', 'info'],
    ['Starting development server at http://127.0.0.1:40253/', 'info'],
    ['', 'info'],
  ])('%s', (text, level) => {
    expect(createLevelReader()(text)).toBe(level);
  });

  it('is error from the head of a traceback to its exception, whatever the frames say', () => {
    const level = createLevelReader();
    const lines = [
      'Traceback (most recent call last):',
      '  File "views.py", line 3, in home',
      '    log("INFO")',
      'ValueError: nope',
      'INFO next',
    ];
    expect(lines.map(level)).toEqual(['error', 'error', 'error', 'error', 'info']);
  });

  it('is found for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(['debug', 'info', 'warning', 'error']).toContain(createLevelReader()(text));
      }),
    );
  });
});

describe('the cause in the last lines of a server', () => {
  it('is the last exception, without colours, and null where there is none', () => {
    const lines = [
      'ValueError: first',
      '  raise',
      '\u001b[31mModuleNotFoundError: No module named caldav\u001b[0m',
      'ended',
    ];
    expect(causeOf(lines)).toBe('ModuleNotFoundError: No module named caldav');
    expect(causeOf(['all fine'])).toBeNull();
  });
});
