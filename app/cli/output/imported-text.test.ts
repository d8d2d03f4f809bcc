import { expect, test } from 'vitest';
import { database } from '../testing/scripted-host';
import { renderImported } from './imported-text';
import { paintFor } from './paint';

const plain = paintFor(false);

test('an import tells counts, what was left out, and the next step', () => {
  const report = {
    tables: 3,
    rows: 1200,
    indexes: 4,
    constraints: 2,
    skipped: [{ what: 'OWNER', count: 3, reason: 'all is yours' }],
    warnings: ['No role "web".'],
    durationMs: 1500,
    phases: [],
  };
  const text = renderImported(database({ isActive: false, report, problemCount: 1 }), plain);
  expect(text.split('\n')).toEqual([
    'Imported shop_live: 3 tables, 1,200 rows, 12.3 MB in 1.5 s',
    'left out   3 × OWNER',
    'warning   No role "web".',
    '2 sites. 1 problem: see manysite sites. Make it the active one: manysite switch shop_live',
  ]);
});
