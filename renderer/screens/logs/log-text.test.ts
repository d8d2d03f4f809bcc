import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/contract';
import { plainText } from '../../text/terminal-text';
import { copiedText, isGoingOn, logText, nameWidthOf } from './log-text';

const esc = String.fromCharCode(27);
const line = (text: string, more: Partial<LogLine> = {}): LogLine => ({
  at: new Date(2026, 10, 28, 14, 31, 5, 7).toISOString(),
  server: 'portal',
  stream: 'stderr',
  level: 'info',
  text,
  ...more,
});
const error = (text: string, more: Partial<LogLine> = {}): LogLine => line(text, { level: 'error', ...more });

describe('a line of the log', () => {
  it('begins with the time of day and the server', () => {
    expect(plainText(logText(line('ready'), null, ['museum', 'portal']))).toBe('14:31:05.007  portal  ready');
  });

  it('names no server where there is only one', () => {
    expect(nameWidthOf(['portal'])).toBe(0);
    expect(plainText(logText(line('ready'), null, ['portal']))).toBe('14:31:05.007  ready');
  });

  it('says time and server of a traceback once, and stands on a ground of its own', () => {
    const head = error('Traceback (most recent call last):');
    const frame = error('  File "urls.py", line 4');
    const exception = error("ModuleNotFoundError: No module named 'caldav'");
    expect([isGoingOn(head, null), isGoingOn(frame, head), isGoingOn(exception, frame)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(isGoingOn(error('ValueError'), exception)).toBe(false);
    expect(isGoingOn(error('  File', { server: 'museum' }), head)).toBe(false);
    expect(plainText(logText(exception, frame, ['portal']))).toBe(`${' '.repeat(14)}${exception.text}`);
    expect(logText(exception, frame, ['portal'])).toContain(`${esc}[48;5;240m`);
  });

  it('tells the status of a request by a colour', () => {
    const colourOf = (status: number): string | undefined =>
      new RegExp(`(${esc}\\[\\d+m)${status}`).exec(
        logText(line(`[28/Nov/2026] "GET /a HTTP/1.1" ${status} 12`), null, []),
      )?.[1];
    expect([200, 302, 404, 500].map(colourOf)).toEqual([32, 34, 33, 31].map((code) => `${esc}[${code}m`));
  });

  it('keeps colours that it brings, and its ground under them', () => {
    const shown = logText(error(`${esc}[36mSELECT${esc}[0m 1`), null, []);
    expect(shown).toContain(`${esc}[36mSELECT${esc}[0m${esc}[48;5;240m 1`);
  });

  it('is copied with its whole time and without colours', () => {
    expect(copiedText(line(`${esc}[36mSELECT${esc}[0m 1`))).toBe(`${line('').at} portal SELECT 1`);
  });
});
