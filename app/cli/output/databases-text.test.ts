import { describe, expect, test } from 'vitest';
import { database } from '../testing/scripted-host';
import { renderDatabases } from './databases-text';
import { paintFor } from './paint';

const plain = paintFor(false);
const now = new Date('2026-11-02T10:00:00Z');

describe('the databases', () => {
  test('mark the active one, and tell size, age and attention', () => {
    const text = renderDatabases(
      [
        database({
          snapshots: [{ name: 'before', takenAt: '2026-11-01T10:00:00Z', sizeBytes: 1_000_000 }],
          totalBytes: 25_345_678,
        }),
        database({
          name: 'shop_stage',
          label: 'stage',
          isActive: false,
          state: 'needs-attention',
          attention: 'migrate failed',
        }),
      ],
      now,
      plain,
    );
    expect(text).toContain(
      '*  shop_live   live   active               2  12.3 MB      25.3 MB  3 d ago   live.dump',
    );
    expect(text).toContain('shop_stage  migrate failed');
    expect(text).toContain('before    live  1.00 MB  1 d ago');
    expect(text).toContain('2 databases, 49.7 MB, of which 25.0 MB are snapshots and copies for reset');
  });
});
