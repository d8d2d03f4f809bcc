import { writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, uploadedSchema, uploadReference } from '../app/contract';
import type { Attached } from '../app/host/attach/attach';
import { openBrowser } from './support/browser';
import { liveDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { attachTo, openWatcher } from './support/watcher';

let sandbox: Sandbox;
let host: Attached;
let project: Project;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  sandbox = openSandbox();
  host = await attachTo(sandbox);
  project = await host.client.projects.add({ folder: makeTinyProject(sandbox, 'shop') });
  browser = await openBrowser();
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(host.info.uiUrl);
  // Any page of ours may send files; this stands for what a drop gives it.
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    document.body.append(input);
  });
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await sandbox.dispose();
});

const spooled = () => readdir(join(sandbox.dataFolder, 'spool'));

interface Sent {
  readonly status: number;
  readonly answer: {
    readonly uploadId?: string;
    readonly error?: { readonly code: string; readonly message: string };
  };
  /** Bytes that the browser told of while it sent. */
  readonly progress: readonly number[];
}

/** Sends the file that the page was given, as a page with a progress bar does it. */
const sendFrom = (path: string): Promise<Sent> =>
  page.evaluate(
    (target) =>
      new Promise<Sent>((resolve, reject) => {
        const file = document.querySelector('input')?.files?.[0];
        if (file === undefined) throw new Error('no file was chosen');
        const progress: number[] = [];
        const sending = new XMLHttpRequest();
        sending.open('PUT', target);
        sending.upload.onprogress = (event) => progress.push(event.loaded);
        sending.onerror = () => reject(new Error('the browser could not send it'));
        sending.onload = () =>
          resolve({ status: sending.status, answer: JSON.parse(sending.responseText), progress });
        sending.send(file);
      }),
    path,
  );

describe('a dump that is dropped on the page', () => {
  it('is sent by Chromium, looked into and imported, and its copy is gone then', async () => {
    const { size } = await stat(liveDump);
    const { path, uploadId } = await host.client.dumps.beginUpload({
      name: basename(liveDump),
      sizeBytes: size,
    });
    await page.setInputFiles('input', liveDump);
    const { status, answer, progress } = await sendFrom(path);
    expect(status).toBe(201);
    expect(uploadedSchema.parse(answer)).toEqual({ uploadId, sizeBytes: size });
    expect(progress.at(-1)).toBe(size);

    const file = uploadReference(uploadId);
    const seen = await host.client.dumps.inspect({ file, projectId: project.id, domainFormat: null });
    expect(seen).toMatchObject({ file: 'live-2026-10-30.dump', format: 'custom', sizeBytes: size });
    expect(seen.sites.length).toBeGreaterThan(3);

    const watcher = await openWatcher(sandbox);
    const { jobId } = await host.client.dumps.import({
      projectId: project.id,
      file,
      label: null,
      slugs: {},
      isSpool: false,
    });
    const job = () => watcher.state().jobs.find(({ id }) => id === jobId);
    await expect.poll(() => job()?.state, { timeout: 60_000 }).toBe('done');
    expect(job()?.title).toBe('Import live-2026-10-30.dump');
    expect(await host.client.databases.list({ projectId: project.id })).toMatchObject([
      { label: 'live-2026-10-30', state: 'ready', dump: { file: 'live-2026-10-30.dump' } },
    ]);
    expect(await spooled()).toEqual([]);
    await expect(
      host.client.dumps.inspect({ file, projectId: null, domainFormat: null }),
    ).rejects.toMatchObject({ code: 'upload-not-found' });
    await watcher.close();
  });

  it('that shrank since it was chosen is refused with both sizes', async () => {
    const file = join(sandbox.dataFolder, 'shrunk.dump');
    writeFileSync(file, 'PGDMP');
    const { path } = await host.client.dumps.beginUpload({ name: 'shrunk.dump', sizeBytes: 4_096 });
    await page.setInputFiles('input', file);
    const { status, answer } = await sendFrom(path);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({
      code: 'upload-truncated',
      message: 'shrunk.dump was announced with 4096 bytes; 5 came.',
    });
    expect(await spooled()).toEqual([]);
  });

  it('that is no dump is told by its own name', async () => {
    const file = join(sandbox.dataFolder, 'photo.dump');
    writeFileSync(file, Buffer.from('PK\u0003\u0004 rather a zip'));
    const { size } = await stat(file);
    const { path, uploadId } = await host.client.dumps.beginUpload({ name: 'photo.dump', sizeBytes: size });
    await page.setInputFiles('input', file);
    expect((await sendFrom(path)).status).toBe(201);
    await expect(
      host.client.dumps.inspect({ file: uploadReference(uploadId), projectId: null, domainFormat: null }),
    ).rejects.toMatchObject({ message: expect.stringContaining('photo.dump') });
    expect(await host.client.dumps.cancelUpload({ uploadId })).toEqual({ deleted: true });
    expect(await spooled()).toEqual([]);
  });

  it('was let through by the page’s own content security policy', () => {
    // Chromium says so of every answer that is no success.
    expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  });

  it('that nobody imported is gone with the host', async () => {
    const { path } = await host.client.dumps.beginUpload({ name: 'photo.dump', sizeBytes: 20 });
    await page.setInputFiles('input', { name: 'x', mimeType: 'text/plain', buffer: Buffer.alloc(20, 'x') });
    expect((await sendFrom(path)).status).toBe(201);
    expect(await spooled()).toHaveLength(1);
    await host.quit();
    expect(await spooled()).toEqual([]);
  });
});
