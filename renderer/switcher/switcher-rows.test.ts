import { describe, expect, it } from 'vitest';
import { makeDatabase } from '../testing/make-state';
import { inOrder, nextRow, previousOf, switcherRows } from './switcher-rows';

const live = makeDatabase('live', {
  isActive: true,
  lastUsedAt: '2026-11-23T10:00:00.000Z',
  snapshots: [{ name: 'before checkout', takenAt: '2026-11-21T10:00:00.000Z', sizeBytes: 1 }],
});
const stage = makeDatabase('stage', { lastUsedAt: '2026-11-22T10:00:00.000Z' });
const broken = makeDatabase('broken', {
  state: 'needs-attention',
  attention: 'migrate ended with code 1',
  lastUsedAt: '2026-11-23T09:00:00.000Z',
});
const all = [live, broken, stage];
const idsOf = (query: string, opened: string | null = null): string[] =>
  switcherRows(all, query, opened).map(({ id }) => id);

describe('the rows of the switcher', () => {
  it('are the databases with their numbers, and the reason why one cannot be used', () => {
    expect(
      switcherRows(all, '', null).map((row) =>
        row.kind === 'database' ? [row.number, row.reason] : row.kind,
      ),
    ).toEqual([
      [1, null],
      [2, 'migrate ended with code 1'],
      [3, null],
    ]);
  });

  it('are those that what was typed names, by label, file or snapshot', () => {
    expect(idsOf('STAGE')).toEqual(['id-stage']);
    expect(idsOf('live.dump')).toEqual(['id-live']);
    expect(idsOf('checkout')).toEqual(['id-live', 'id-live/before checkout']);
    expect(idsOf('nothing')).toEqual([]);
  });

  it('keep the number of a database while others are filtered out', () => {
    expect(switcherRows(all, 'stage', null)).toMatchObject([{ number: 3 }]);
  });

  it('show just imported and the snapshots of the opened database', () => {
    expect(idsOf('', 'id-live')).toEqual([
      'id-live',
      'id-live/',
      'id-live/before checkout',
      'id-broken',
      'id-stage',
    ]);
    expect(idsOf('', 'id-broken')).toEqual(['id-live', 'id-broken', 'id-stage']);
  });

  it('are walked through past those that cannot be used, and not beyond the ends', () => {
    const rows = switcherRows(all, '', null);
    expect(nextRow(rows, 'id-live', 1)).toBe('id-stage');
    expect(nextRow(rows, 'id-stage', 1)).toBe('id-stage');
    expect(nextRow(rows, 'id-stage', -1)).toBe('id-live');
    expect(nextRow(rows, null, 1)).toBe('id-live');
    expect(nextRow([], null, 1)).toBeNull();
  });
});

describe('the order of the switcher', () => {
  it('stays as it was when it was opened; what came since is at the end', () => {
    const fresh = makeDatabase('fresh');
    expect(inOrder([fresh, stage, live], [live.id, stage.id])).toEqual([live, stage, fresh]);
  });
});

describe('the previous database', () => {
  it('is the one that was used last and can be used', () => {
    expect(previousOf(all)).toBe(stage);
    expect(previousOf([live, makeDatabase('unused')])).toBeNull();
  });
});
