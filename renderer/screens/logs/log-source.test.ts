import { describe, expect, it } from 'vitest';
import { type LogLine, mostLogLines } from '../../../app/contract';
import { deeper, withNew } from './log-source';

const line = (text: string): LogLine => ({ at: '', server: 'all', stream: 'stdout', level: 'info', text });

describe('the lines of a log', () => {
  it('are asked for in four steps, up to as many as one reading gives', () => {
    expect([200, 2_000, 10_000, mostLogLines].map(deeper)).toEqual([
      2_000,
      10_000,
      mostLogLines,
      mostLogLines,
    ]);
  });

  it('are the newest hundred thousand', () => {
    const lines = Array.from({ length: mostLogLines }, (_, place) => line(String(place)));
    const more = withNew(lines, [line('a'), line('b')]);
    expect(more).toHaveLength(mostLogLines);
    expect([more.at(0)?.text, more.at(-1)?.text]).toEqual(['2', 'b']);
  });
});
