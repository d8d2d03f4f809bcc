import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateStore } from '../state/state-store';
import { showPut, showThumbnails } from './show-thumbnails';
import { ThumbnailFiles } from './thumbnail-files';

const databaseId = '00000000-0000-4000-8000-000000000001';
const png = (size = 100): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(size - 8)]);
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(50)]);
const key = (siteId: number, theme: 'light' | 'dark' = 'light') => ({ databaseId, siteId, theme });
const at = (second: number) => new Date(Date.UTC(2026, 10, 18, 10, 0, second));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manysite-thumbnails-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filesOf = (id = databaseId): string[] => readdirSync(join(folder, id));
const opened = async (
  isKnown: (id: string) => boolean = () => true,
  limit?: number,
): Promise<ThumbnailFiles> => {
  const files = new ThumbnailFiles(folder, limit);
  await files.open(isKnown);
  return files;
};

describe('pictures of sites', () => {
  it('are kept with the moment that they were taken at, one for each site and theme', async () => {
    const files = await opened();
    await files.put(key(3), png(), at(1));
    await files.put(key(3, 'dark'), png(200), at(2));
    await files.put(key(3), jpeg, at(3));
    expect(filesOf().sort()).toEqual(['3-dark.png', '3-light.jpg']);
    expect(statSync(join(folder, databaseId, '3-light.jpg')).mode & 0o777).toBe(0o600);
    expect(await files.get(key(3))).toEqual({
      type: 'image/jpeg',
      takenAt: at(3).toISOString(),
      bytes: jpeg,
    });
    const again = await opened();
    expect(again.list()).toEqual(files.list().toSorted((a, b) => a.id.localeCompare(b.id)));
    expect(again.list()[0]).toMatchObject({
      id: `${databaseId}/3/dark`,
      sizeBytes: 200,
      takenAt: at(2).toISOString(),
    });
  });

  it.each([
    ['that are too large', png(1_000_001), /at most 1000000 bytes; this has 1000001/],
    ['that are none', Buffer.from('<svg onload="alert(1)"/>'), /no picture/],
    ['that are empty', Buffer.alloc(0), /no picture/],
  ])('%s are refused, and the one before stays', async (_, bytes, said) => {
    const files = await opened();
    await files.put(key(1), png(), at(1));
    await expect(files.put(key(1), bytes, at(2))).rejects.toMatchObject({
      code: 'thumbnail-invalid',
      message: expect.stringMatching(said),
    });
    expect((await files.get(key(1))).bytes).toEqual(png());
  });

  it('that nobody took, or somebody deleted, are named as missing', async () => {
    const files = await opened();
    await expect(files.get(key(9))).rejects.toMatchObject({ code: 'thumbnail-not-found' });
    const { file } = await files.put(key(9), png(), at(1));
    rmSync(file);
    await expect(files.get(key(9))).rejects.toMatchObject({ code: 'thumbnail-not-found' });
  });

  it('of no known database, half written or foreign ones are removed at the start', async () => {
    mkdirSync(join(folder, 'gone'));
    writeFileSync(join(folder, 'gone/1-light.png'), png());
    mkdirSync(join(folder, databaseId));
    writeFileSync(join(folder, databaseId, 'half.part'), png());
    writeFileSync(join(folder, databaseId, '2-light.png'), png());
    const files = await opened((id) => id === databaseId);
    expect(existsSync(join(folder, 'gone'))).toBe(false);
    expect(filesOf()).toEqual(['2-light.png']);
    expect(files.list()).toHaveLength(1);
  });

  it('together take no more than their room: the oldest go', async () => {
    const store = new StateStore();
    const files = await opened(() => true, 350);
    await showThumbnails(files, store, (error) => {
      throw error;
    });
    for (const siteId of [1, 2, 3, 4])
      await showPut(files, store, await files.put(key(siteId), png(), at(siteId)));
    expect(store.state.thumbnails.map(({ siteId }) => siteId)).toEqual([2, 3, 4]);
    expect(filesOf().sort()).toEqual(['2-light.png', '3-light.png', '4-light.png']);
  });

  it('written at once by two leave one whole file', async () => {
    const files = await opened();
    await Promise.all([files.put(key(1), png(5_000), at(1)), files.put(key(1), png(9_000), at(2))]);
    expect(filesOf()).toEqual(['1-light.png']);
    expect([5_000, 9_000]).toContain(readFileSync(join(folder, databaseId, '1-light.png')).length);
  });
});
