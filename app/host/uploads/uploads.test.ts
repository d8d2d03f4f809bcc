import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { uploadPath } from '../../contract';
import { Uploads } from './uploads';

const minuteMs = 60_000;
let folder: string;
let uploads: Uploads;
let errors: unknown[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  errors = [];
  folder = mkdtempSync(join(tmpdir(), 'manysite-uploads-'));
  uploads = new Uploads(
    join(folder, 'spool'),
    () => new Date(),
    (error) => errors.push(error),
  );
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
  expect(errors).toEqual([]);
});

const announce = async () => {
  const { uploadId, path } = await uploads.begin('live.dump', 3);
  return { uploadId, ticket: path.slice(uploadPath.length) };
};

/** An upload whose file is there. */
const arrived = async () => {
  const { uploadId, ticket } = await announce();
  const upload = uploads.redeem(ticket);
  if (upload === null) throw new Error('the ticket is fresh');
  writeFileSync(upload.file, 'abc');
  uploads.complete(upload);
  return { uploadId, file: upload.file };
};

describe('an upload', () => {
  it('has a ticket that is good once, and for a minute', async () => {
    const first = await announce();
    expect(uploads.redeem(first.ticket)).toMatchObject({ name: 'live.dump', sizeBytes: 3, state: 'coming' });
    expect(uploads.redeem(first.ticket)).toBeNull();
    const second = await announce();
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(uploads.redeem(second.ticket)).toBeNull();
  });

  it('is not cut off by its ticket’s minute while it comes', async () => {
    const { uploadId, ticket } = await announce();
    const upload = uploads.redeem(ticket);
    await vi.advanceTimersByTimeAsync(200 * minuteMs);
    if (upload !== null) uploads.complete(upload);
    expect(uploads.find(uploadId).state).toBe('complete');
  });

  it('is no dump before it is complete', async () => {
    const { uploadId } = await announce();
    expect(() => uploads.find(uploadId)).toThrowError(expect.objectContaining({ code: 'upload-not-found' }));
  });

  it('is deleted after an hour without use', async () => {
    const { uploadId, file } = await arrived();
    await vi.advanceTimersByTimeAsync(59 * minuteMs);
    expect(uploads.find(uploadId).file).toBe(file);
    await vi.advanceTimersByTimeAsync(59 * minuteMs);
    expect(existsSync(file)).toBe(true);
    await vi.advanceTimersByTimeAsync(minuteMs);
    await vi.waitFor(() => expect(existsSync(file)).toBe(false));
    expect(() => uploads.find(uploadId)).toThrowError(expect.objectContaining({ code: 'upload-not-found' }));
  });

  it('belongs to whoever takes it, who deletes it', async () => {
    const { uploadId, file } = await arrived();
    expect(uploads.take(uploadId).file).toBe(file);
    expect(() => uploads.take(uploadId)).toThrowError(expect.objectContaining({ code: 'upload-not-found' }));
    await vi.advanceTimersByTimeAsync(120 * minuteMs);
    expect(existsSync(file)).toBe(true);
  });

  it('can be given up, and goes with the host', async () => {
    const first = await arrived();
    expect(await uploads.discard(first.uploadId)).toBe(true);
    expect(await uploads.discard(first.uploadId)).toBe(false);
    const second = await arrived();
    await uploads.close();
    expect([existsSync(first.file), existsSync(second.file)]).toEqual([false, false]);
  });
});

it('more than fits the disk is refused beforehand, with the numbers', async () => {
  await expect(uploads.begin('huge.dump', 9e15)).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringMatching(/^huge\.dump takes 9000000\.00 GB here .* GB are free for it/),
    data: { freeBytes: expect.any(Number), neededBytes: expect.any(Number) },
  });
});

it('what was announced before takes its room, too', async () => {
  const { data } = await uploads.begin('huge.dump', 9e15).then(
    () => ({ data: { freeBytes: 0 } }),
    (error: { data: { freeBytes: number } }) => error,
  );
  const half = Math.floor(data.freeBytes * 0.6);
  await uploads.begin('first.dump', half);
  await expect(uploads.begin('second.dump', half)).rejects.toMatchObject({ code: 'disk-full' });
});

it('there are at most 64 at once', async () => {
  for (let index = 0; index < 64; index++) await announce();
  await expect(announce()).rejects.toMatchObject({ code: 'usage-invalid' });
});
