import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedThings } from './opened-things';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'manysite-open-'));
  mkdirSync(join(folder, 'shop/pages/templates'), { recursive: true });
  writeFileSync(join(folder, 'shop/manage.py'), '');
  writeFileSync(join(folder, 'shop/live.dump'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the desktop app is to open', () => {
  it('is what was named, from where it was named', () => {
    expect(openedThings(['live.dump', '../shop'], join(folder, 'shop'))).toEqual([
      join(folder, 'shop/live.dump'),
      join(folder, 'shop'),
    ]);
  });

  it('is the project around the working directory where nothing was named', () => {
    expect(openedThings([], join(folder, 'shop/pages/templates'))).toEqual([join(folder, 'shop')]);
    expect(openedThings([], folder)).toEqual([]);
    writeFileSync(join(folder, 'shop/manysite.json'), '{}');
    writeFileSync(join(folder, 'shop/pages/manage.py'), '');
    expect(openedThings([], join(folder, 'shop/pages'))).toEqual([join(folder, 'shop')]);
  });

  it('must be there', () => {
    expect(() => openedThings(['gone.dump'], folder)).toThrow(`${join(folder, 'gone.dump')}`);
  });
});
