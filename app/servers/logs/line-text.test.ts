import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../contract';
import { parseLine, textOfLine } from './line-text';

const lines = fc.record({
  at: fc
    .date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  server: fc.constant('portal'),
  stream: fc.constantFrom<LogLine['stream']>('stdout', 'stderr', 'manysite'),
  level: fc.constantFrom<LogLine['level']>('debug', 'info', 'warning', 'error'),
  text: fc.string().map((text) => text.replaceAll('\n', ' ')),
});

describe('a line of a log file', () => {
  it('is read back as it was written, whatever it says', () => {
    fc.assert(
      fc.property(lines, (line) => {
        expect(parseLine(textOfLine(line), line.server)).toEqual(line);
      }),
    );
  });

  it('says its level only where it has one to say', () => {
    const line = { at: '2026-11-28T10:00:00.000Z', server: 'portal', stream: 'stderr', text: 'x' } as const;
    expect(textOfLine({ ...line, level: 'info' })).toBe('2026-11-28T10:00:00.000Z stderr x');
    expect(textOfLine({ ...line, level: 'error' })).toBe('2026-11-28T10:00:00.000Z stderr:error x');
  });

  it('that has no time is none', () => {
    expect(parseLine('(lines left out here, because the disk was too slow: 2)', 'portal')).toBeNull();
  });
});
