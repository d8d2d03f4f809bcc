import { describe, expect, it } from 'vitest';
import { makeSite } from '../../../testing/make-site';
import type { SiteEntry } from '../site-entries';
import { inOrder, nextSorting, sortedIds } from './sorting';

const entry = (
  id: number,
  name: string,
  p50Ms: number | null,
  kind: 'ready' | 'stopped' = 'ready',
): SiteEntry => ({
  site: makeSite(id, name, { name }),
  server: null,
  status: { kind, mark: kind, text: kind },
  p50Ms,
  p95Ms: null,
  requests: null,
  trendMs: [],
  memoryBytes: null,
});
const entries = [entry(1, 'Zoo', 12), entry(2, 'älter', null), entry(3, 'Bikes', 9, 'stopped')];

describe('the order of the table', () => {
  it("is the engine's until a column is chosen", () => {
    expect(sortedIds(entries, null)).toEqual([1, 2, 3]);
  });

  it('goes by names as people sort them', () => {
    expect(sortedIds(entries, { key: 'name', isDescending: false })).toEqual([2, 3, 1]);
  });

  it('has what has no value last, whatever the direction', () => {
    expect(sortedIds(entries, { key: 'p50', isDescending: false })).toEqual([3, 1, 2]);
    expect(sortedIds(entries, { key: 'p50', isDescending: true })).toEqual([1, 3, 2]);
  });

  it('turns with each click: up, down, as it was', () => {
    const up = nextSorting(null, 'p50');
    const down = nextSorting(up, 'p50');
    expect([up, down, nextSorting(down, 'p50')]).toEqual([
      { key: 'p50', isDescending: false },
      { key: 'p50', isDescending: true },
      null,
    ]);
    expect(nextSorting(down, 'name')).toEqual({ key: 'name', isDescending: false });
  });

  it('puts sites that came since at the end', () => {
    expect(inOrder(entries, [3, 1]).map(({ site }) => site.id)).toEqual([3, 1, 2]);
  });
});
