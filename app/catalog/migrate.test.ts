import { describe, expect, test } from 'vitest';
import { pendingMigrations } from './migrate';

const file = (name: string, sha256 = `hash of ${name}`) => ({ name, sha256, sql: `-- ${name}` });
const names = (migrations: readonly { name: string }[]) => migrations.map(({ name }) => name);

describe('which migrations are still to be applied', () => {
  const known = [file('0001_a.sql'), file('0002_b.sql'), file('0003_c.sql')];

  test('all of them, for a new catalog', () => {
    expect(names(pendingMigrations(known, []))).toEqual(['0001_a.sql', '0002_b.sql', '0003_c.sql']);
  });

  test('those after the last applied one', () => {
    expect(names(pendingMigrations(known, known.slice(0, 2)))).toEqual(['0003_c.sql']);
    expect(pendingMigrations(known, known)).toEqual([]);
  });

  test('a changed one is named', () => {
    const applied = [file('0001_a.sql'), file('0002_b.sql', 'another hash')];
    expect(() => pendingMigrations(known, applied)).toThrow(
      expect.objectContaining({ code: 'catalog-damaged', data: { migration: '0002_b.sql' } }),
    );
  });

  test('one that this version does not have is named', () => {
    const applied = [...known, file('0004_of_a_newer_version.sql')];
    expect(() => pendingMigrations(known, applied)).toThrow(
      expect.objectContaining({
        code: 'catalog-damaged',
        data: { migration: '0004_of_a_newer_version.sql' },
      }),
    );
  });

  test('one that later ones overtook is named, not applied out of order', () => {
    const applied = [file('0001_a.sql'), file('0003_c.sql')];
    expect(() => pendingMigrations(known, applied)).toThrow(
      expect.objectContaining({ code: 'catalog-damaged', data: { migration: '0002_b.sql' } }),
    );
  });
});
