import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFileQueue } from './file-queue';
import { handedFiles, pathsIn } from './handed-over';

it('words that are no switches, without program and app, are files', () => {
  const words = ['electron', '--no-sandbox', '/app', 'live.dump', '--flag', '/tmp/shop'];
  expect(pathsIn(words, false)).toEqual(['live.dump', '/tmp/shop']);
  expect(pathsIn(['/opt/manysite', '--gpu', 'live.dump'], true)).toEqual(['live.dump']);
});

it('a folder with a manage.py is a project, everything else that is there a dump', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manysite-handed-'));
  mkdirSync(join(folder, 'shop'));
  writeFileSync(join(folder, 'shop/manage.py'), '');
  writeFileSync(join(folder, 'live.dump'), '');
  expect(handedFiles(['shop', 'live.dump', 'gone.dump'], folder)).toEqual([
    { path: join(folder, 'shop'), kind: 'project' },
    { path: join(folder, 'live.dump'), kind: 'dump' },
  ]);
  rmSync(folder, { recursive: true });
});

it('what comes before the page listens is told once it does, and once only', () => {
  const told: string[] = [];
  const queue = openFileQueue((files) => told.push(...files.map(({ path }) => path)));
  queue.add([{ path: '/a', kind: 'dump' }]);
  expect(told).toEqual([]);
  queue.flush();
  queue.add([{ path: '/b', kind: 'dump' }]);
  queue.hold();
  queue.add([{ path: '/c', kind: 'dump' }]);
  expect(told).toEqual(['/a', '/b']);
  queue.flush();
  expect(told).toEqual(['/a', '/b', '/c']);
});
