import { describe, expect, it } from 'vitest';
import { DragDepth } from './drag-depth';
import { droppedThings } from './dropped-things';
import { labelOfName, nameOfSource } from './dump-source';

const item = (file: File | null, isDirectory: boolean) => ({
  getAsFile: () => file,
  webkitGetAsEntry: () => ({ isDirectory }),
});

const transfer = (...items: readonly ReturnType<typeof item>[]) =>
  ({ items }) as unknown as Pick<DataTransfer, 'items'>;

describe('what is dropped', () => {
  const dump = new File(['x'], 'live.dump');
  const folder = new File([''], 'shop');

  it('is told by its path where the desktop app knows one', () => {
    const { dumps, folders } = droppedThings(
      transfer(item(dump, false), item(folder, true)),
      ({ name }) => `/home/me/${name}`,
    );
    expect(dumps).toEqual([{ kind: 'path', path: '/home/me/live.dump' }]);
    expect(folders).toEqual([{ name: 'shop', path: '/home/me/shop' }]);
  });

  it('is a file in a browser, and text is none', () => {
    const { dumps, folders } = droppedThings(transfer(item(dump, false), item(null, false)), null);
    expect(dumps).toEqual([{ kind: 'file', file: dump }]);
    expect(folders).toEqual([]);
    expect(dumps.map(nameOfSource)).toEqual(['live.dump']);
  });

  it('is a file too where the desktop app knows no path', () => {
    expect(droppedThings(transfer(item(dump, false)), () => null).dumps).toEqual([
      { kind: 'file', file: dump },
    ]);
  });
});

describe('a drag', () => {
  it('is over the window until the last element is left', () => {
    const depth = new DragDepth();
    expect([depth.enter(), depth.enter(), depth.leave(), depth.leave(), depth.leave()]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is over once it is dropped', () => {
    const depth = new DragDepth();
    depth.enter();
    depth.enter();
    expect(depth.end()).toBe(false);
    expect(depth.enter()).toBe(true);
    expect(depth.leave()).toBe(false);
  });
});

it.each([
  ['live-2026-10-30.sql.gz', 'live-2026-10-30'],
  ['shop.dump', 'shop'],
  ['shop', 'shop'],
  ['.dump', 'database'],
])('the database of %s is called %s', (name, label) => {
  expect(labelOfName(name)).toBe(label);
});
