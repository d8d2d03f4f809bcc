import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Door, openDoor } from '../door/open-door';
import { receiveUpload } from './receive-upload';
import { Uploads } from './uploads';

let folder: string;
let uploads: Uploads;
let door: Door;
let errors: unknown[];
beforeEach(async () => {
  errors = [];
  folder = mkdtempSync(join(tmpdir(), 'manysite-uploads-'));
  const onError = (error: unknown): void => void errors.push(error);
  uploads = new Uploads(join(folder, 'spool'), () => new Date(), onError);
  door = await openDoor({
    preferredPort: null,
    token: 'token',
    version: '1',
    uiFolder: folder,
    router: {},
    receive: receiveUpload(uploads, onError),
    onError,
    explain: (error) => error,
    onClients: () => undefined,
  });
});
afterEach(async () => {
  await door.close('over');
  await uploads.close();
  rmSync(folder, { recursive: true });
  expect(errors).toEqual([]);
});

const spooled = (): string[] => readdirSync(join(folder, 'spool'));

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as a client of any kind could send it; the body is chunked unless its length is told. */
const send = (
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Iterable<Buffer> },
) => {
  const outgoing = request({
    host: '127.0.0.1',
    port: door.port,
    path,
    method: options.method ?? 'PUT',
    headers: { host: `127.0.0.1:${door.port}`, ...options.headers },
  });
  const answer = new Promise<Answer>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
  });
  return { outgoing, answer, body: options.body ?? [] };
};

const put = async (
  path: string,
  body: Iterable<Buffer>,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const { outgoing, answer } = send(path, { headers });
  // A refusal may come before the whole body is sent: the answer counts.
  pipeline(Readable.from(body), outgoing).catch(() => undefined);
  return answer;
};

const announced = (sizeBytes: number) => uploads.begin('live.dump', sizeBytes);
const errorOf = ({ body }: Answer): unknown => JSON.parse(body).error;

describe('a file that comes by PUT', () => {
  it('is written as it comes, for nobody else to read, and can be used then', async () => {
    const { path, uploadId } = await announced(6);
    const answer = await put(path, [Buffer.from('abc'), Buffer.from('def')]);
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.body)).toEqual({ uploadId, sizeBytes: 6 });
    const { file } = uploads.find(uploadId);
    expect(readFileSync(file, 'utf8')).toBe('abcdef');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('comes beside another one, in any order', async () => {
    const size = 3_000_000;
    const first = await announced(size);
    const second = await announced(size);
    const chunks = function* (letter: string) {
      for (let sent = 0; sent < size; sent += 100_000) yield Buffer.alloc(100_000, letter);
    };
    const answers = await Promise.all([put(second.path, chunks('b')), put(first.path, chunks('a'))]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(readFileSync(uploads.find(first.uploadId).file).equals(Buffer.alloc(size, 'a'))).toBe(true);
    expect(readFileSync(uploads.find(second.uploadId).file).equals(Buffer.alloc(size, 'b'))).toBe(true);
  });

  it('that ends too early is told with both sizes, and leaves nothing', async () => {
    const { path } = await announced(200);
    const answer = await put(path, [Buffer.alloc(100)]);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({
      code: 'upload-truncated',
      message: 'live.dump was announced with 200 bytes; 100 came.',
      data: { announcedBytes: 200, bytes: 100 },
    });
    expect(spooled()).toEqual([]);
  });

  it.each([
    ['by its own length, before anything is written', { 'content-length': '300' }],
    ['as it comes, where its length is not told', {} as Record<string, string>],
  ])('that is longer than announced is refused %s', async (_, headers) => {
    const { path } = await announced(200);
    const answer = await put(path, [Buffer.alloc(150), Buffer.alloc(150)], headers);
    expect(answer.status).toBe(413);
    expect(errorOf(answer)).toMatchObject({ code: 'upload-too-long' });
    expect(spooled()).toEqual([]);
  });

  it('that is cut off leaves nothing', async () => {
    const { path, uploadId } = await announced(1_000_000);
    const { outgoing, answer } = send(path, {});
    const cut = answer.catch((error: unknown) => error);
    outgoing.write(Buffer.alloc(100_000));
    await expect.poll(spooled).toHaveLength(1);
    outgoing.destroy();
    expect(await cut).toBeInstanceOf(Error);
    await expect.poll(spooled).toEqual([]);
    expect(() => uploads.find(uploadId)).toThrowError(expect.objectContaining({ code: 'upload-not-found' }));
  });

  it('needs a ticket that nobody used', async () => {
    const { path } = await announced(3);
    expect((await put(path, [Buffer.from('abc')])).status).toBe(201);
    for (const wrong of [path, '/upload/', '/upload/nope']) {
      const answer = await put(wrong, [Buffer.from('abc')]);
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toMatchObject({ code: 'upload-not-found' });
    }
    expect(spooled()).toHaveLength(1);
  });

  it('comes from our own page only, under a name of this machine', async () => {
    const { path } = await announced(3);
    const body = [Buffer.from('abc')];
    expect((await put(path, body, { host: 'rebound.example' })).status).toBe(421);
    expect((await put(path, body, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await put(path, body, { origin: `http://portal.127.0.0.1.nip.io:${door.port}` })).status).toBe(
      403,
    );
    const own = { host: `localhost:${door.port}`, origin: `http://localhost:${door.port}` };
    expect((await put(path, body, own)).status).toBe(201);
  });

  it('does not come by another method, and not once the host stops', async () => {
    const { path } = await announced(3);
    const { outgoing, answer } = send(path, { method: 'POST' });
    outgoing.end('abc');
    expect((await answer).status).toBe(405);
    door.lock();
    expect((await put(path, [Buffer.from('abc')])).status).toBe(503);
  });
});
