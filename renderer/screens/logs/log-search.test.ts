import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { withHangingIndent } from './hanging-indent';
import { type Found, type FoundAt, openLogSearch, placesIn } from './log-search';

const colours = { match: '#112233', activeMatch: '#445566' };

/** A terminal that is not opened keeps its lines all the same. */
const searchIn = async (lines: readonly string[], cols = 20, indent = 0) => {
  const terminal = new Terminal({
    allowProposedApi: true,
    cols,
    rows: 5,
    scrollback: 5_000,
    convertEol: true,
  });
  const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
  await write(lines.join('\n'));
  const told: Found[] = [];
  let shown: FoundAt | null = null;
  const search = openLogSearch(
    terminal,
    colours,
    () => indent,
    (found) => told.push(found),
    (at) => {
      shown = at;
    },
  );
  const cells = (row: number, from: number, to: number): string =>
    terminal.buffer.active.getLine(row)?.translateToString(true, from, to) ?? '';
  const shownText = (): string | null => {
    if (shown === null) return null;
    const { row, column, length } = shown;
    const first = cells(row, column, Math.min(cols, column + length));
    return first + (first.length < length ? cells(row + 1, 0, length - first.length) : '');
  };
  return { write, told, search, shownText };
};

describe('the lines of a log are searched', () => {
  it('whatever the case, for every place of a line', () => {
    expect(placesIn('Get /x GET /y', 'get')).toEqual([0, 7]);
    expect(placesIn('aaaa', 'aa')).toEqual([0, 2]);
    expect(placesIn('', 'a')).toEqual([]);
  });

  it('from the first match to the next, round and back', async () => {
    const { search, told, shownText } = await searchIn(['one ship', 'two', 'a Ship', 'ship']);
    search.find('ship', 'incremental');
    await expect.poll(() => told.at(-1)).toEqual({ place: 1, count: 3 });
    search.find('ship', 'next');
    expect(told.at(-1)).toEqual({ place: 2, count: 3 });
    expect(shownText()).toBe('Ship');
    search.find('ship', 'next');
    search.find('ship', 'next');
    expect(told.at(-1)).toEqual({ place: 1, count: 3 });
    search.find('ship', 'previous');
    expect(told.at(-1)).toEqual({ place: 3, count: 3 });
    search.end();
    expect(told.at(-1)).toEqual({ place: 0, count: 0 });
    expect(shownText()).toBeNull();
  });

  it('also across the end of a row, and behind signs that take two cells', async () => {
    const { search, told, shownText } = await searchIn(['123456789012345678needle', '漢字 needle']);
    search.find('needle', 'incremental');
    await expect.poll(() => told.at(-1)).toEqual({ place: 1, count: 2 });
    expect(shownText()).toBe('needle');
    search.find('needle', 'next');
    expect(shownText()).toBe('needle');
  });

  it('also across an indent, which is no text', async () => {
    const line = '12:00 12345678901234needle';
    const { search, told, shownText } = await searchIn([withHangingIndent(line, 23, 6)], 23, 6);
    search.find('needle', 'incremental');
    await expect.poll(() => told.at(-1)).toEqual({ place: 1, count: 1 });
    expect(shownText()).toBe('nee      dle');
  });

  it('on with lines that come, without those that were searched', async () => {
    const { search, told, write } = await searchIn(['ship']);
    search.find('ship', 'incremental');
    await expect.poll(() => told.at(-1)).toEqual({ place: 1, count: 1 });
    await write('\nanother ship\nand a third ship');
    search.goOn();
    await expect.poll(() => told.at(-1)).toEqual({ place: 1, count: 3 });
  });

  it('up to a thousand matches, which are counted without a place', async () => {
    const { search, told } = await searchIn(Array.from({ length: 2_000 }, () => 'ship'));
    search.find('ship', 'incremental');
    await expect.poll(() => told.at(-1)).toEqual({ place: 0, count: 1_000 });
  });
});
