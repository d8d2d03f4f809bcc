import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asFileError, openDumpFile } from './dump-file';
import { hashFile } from './hash-file';
import { never, temporaryFolder } from './testing/read-dump';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

const read = async (path: string): Promise<string> => {
  const file = await openDumpFile(path);
  try {
    return (await file.read(0, 100)).toString();
  } finally {
    await file.close();
  }
};

describe('openDumpFile', () => {
  it('reads by position, and gives less where the file ends', async () => {
    const file = await openDumpFile(await files.write('0123456789'));
    const parts = await Promise.all([file.read(8, 5), file.read(2, 3), file.read(20, 5)]);
    await file.close();
    expect(parts.map(String)).toEqual(['89', '234', '']);
    expect(file.sizeBytes).toBe(10);
  });

  it('opens paths with spaces and letters of any script, and follows links', async () => {
    const path = join(files.folder, 'Größe – 数据 dump.sql');
    await writeFile(path, 'SELECT 1;');
    const link = join(files.folder, 'link');
    await symlink(path, link);
    expect(await read(path)).toBe('SELECT 1;');
    expect(await read(link)).toBe('SELECT 1;');
  });

  it('says that a file is missing, a link leads nowhere, or a parent is no folder', async () => {
    const dangling = join(files.folder, 'dangling');
    await symlink(join(files.folder, 'gone'), dangling);
    const below = join(await files.write('x'), 'below');
    for (const path of [join(files.folder, 'gone'), dangling, below]) {
      await expect(openDumpFile(path)).rejects.toMatchObject({
        code: 'file-not-found',
        data: { file: path },
      });
    }
  });

  it('says that a folder is no dump, and knows the directory format', async () => {
    await expect(openDumpFile(files.folder)).rejects.toMatchObject({ code: 'dump-unreadable' });
    const folder = join(files.folder, 'directory-format');
    await mkdir(folder);
    await writeFile(join(folder, 'toc.dat'), 'PGDMP');
    await expect(openDumpFile(folder)).rejects.toMatchObject({
      code: 'dump-format-unsupported',
      data: { file: folder, format: 'directory' },
    });
  });

  it.runIf(process.platform !== 'win32')(
    'refuses a pipe at once instead of waiting for its writer',
    async () => {
      const path = join(files.folder, 'pipe');
      execFileSync('mkfifo', [path]);
      await expect(openDumpFile(path)).rejects.toMatchObject({
        code: 'dump-unreadable',
        hint: expect.stringContaining('-'),
      });
    },
  );

  it('names the permission that is missing', () => {
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    expect(asFileError(denied, '/live.dump')).toMatchObject({
      code: 'dump-unreadable',
      message: '/live.dump may not be read by this user.',
    });
  });

  it('notices that the file is written to meanwhile', async () => {
    const path = await files.write('first');
    const file = await openDumpFile(path);
    await expect(file.assertUnchanged()).resolves.toBeUndefined();
    await appendFile(path, ' and more');
    await expect(file.assertUnchanged()).rejects.toMatchObject({ code: 'dump-changed' });
    await file.close();
  });
});

describe('hashFile', () => {
  it('is the SHA-256 of all bytes, beyond what is read at once', async () => {
    const content = Buffer.alloc(9 * 1024 * 1024, 'manysite');
    const expected = createHash('sha256').update(content).digest('hex');
    expect(await hashFile(await files.write(content), never)).toBe(expected);
  });

  it('stops when it is aborted', async () => {
    const path = await files.write('x');
    await expect(hashFile(path, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
