import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findTemplateFolders } from './template-folders';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manysite-templates-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (...paths: string[]): void => {
  for (const path of paths) mkdirSync(join(folder, path), { recursive: true });
};

it('trap 16: folders inside template folders that are named like hosts are found, links too', async () => {
  make(
    'templates/www.velo.example',
    'templates/default',
    'shop/site_templates/b.example/pages',
    'shop/c.example',
  );
  symlinkSync(join(folder, 'templates/www.velo.example'), join(folder, 'templates/velo.test'));
  expect([...(await findTemplateFolders(folder))].sort()).toEqual([
    'shop/site_templates/b.example',
    'templates/velo.test',
    'templates/www.velo.example',
  ]);
});

it('virtualenvs, hidden folders and packages of others are passed over', async () => {
  make('env/templates/a.example', '.git/templates/a.example', 'node_modules/x/templates/a.example');
  writeFileSync(join(folder, 'env/pyvenv.cfg'), '');
  expect(await findTemplateFolders(folder)).toEqual([]);
  expect(await findTemplateFolders(join(folder, 'gone'))).toEqual([]);
});
