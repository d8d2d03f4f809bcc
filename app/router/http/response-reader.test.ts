import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResponsePart, ResponseReader } from './response-reader';

const mostHeadBytes = 64 * 1024;

interface Seen {
  readonly interim: readonly number[];
  readonly status: number | null;
  readonly body: string;
  readonly rest: string | null;
  readonly broken: string | null;
}

const read = (
  text: string,
  options: { method?: string; cuts?: readonly number[]; close?: 'clean' | 'reset' } = {},
): Seen => {
  const bytes = Buffer.from(text, 'latin1');
  const reader = new ResponseReader(options.method ?? 'GET', mostHeadBytes);
  const bounds = [0, ...[...(options.cuts ?? [])].sort((a, b) => a - b), bytes.length];
  const parts: ResponsePart[] = [];
  for (let i = 1; i < bounds.length; i++)
    parts.push(...reader.read(bytes.subarray(bounds[i - 1], bounds[i])));
  if (options.close !== undefined) parts.push(...reader.close(options.close === 'clean'));
  const heads = (kind: 'interim' | 'head') =>
    parts.flatMap((part) => (part.kind === kind ? [part.head.status] : []));
  const end = parts.find((part) => part.kind === 'end');
  return {
    interim: heads('interim'),
    status: heads('head')[0] ?? null,
    body: parts.map((part) => (part.kind === 'body' ? part.bytes.toString('latin1') : '')).join(''),
    rest: end?.kind === 'end' ? end.rest.toString('latin1') : null,
    broken: parts.flatMap((part) => (part.kind === 'broken' ? [part.reason] : []))[0] ?? null,
  };
};

const ok = 'HTTP/1.1 200 OK\r\n';

describe('a response', () => {
  it('ends with its length', () => {
    expect(read(`${ok}Content-Length: 2\r\n\r\nhi`)).toMatchObject({ status: 200, body: 'hi', rest: '' });
  });

  it('ends with its last chunk, which goes through with its trailers', () => {
    const body = '2\r\nhi\r\n0\r\nT: v\r\n\r\n';
    expect(read(`${ok}Transfer-Encoding: Chunked\r\n\r\n${body}`)).toMatchObject({ body, rest: '' });
  });

  it('without a length ends with the connection, if that ends properly', () => {
    expect(read(`${ok}\r\nall`, { close: 'clean' })).toMatchObject({ body: 'all', rest: '', broken: null });
    expect(read(`${ok}\r\nall`, { close: 'reset' })).toMatchObject({
      rest: null,
      broken: expect.stringContaining('within'),
    });
  });

  it.each([
    ['HEAD', ok],
    ['GET', 'HTTP/1.1 204 No Content\r\n'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\n'],
  ])('to %s, %j, has no body whatever its length says', (method, status) => {
    expect(read(`${status}Content-Length: 10\r\n\r\n`, { method })).toMatchObject({ body: '', rest: '' });
  });

  it('may have others before it', () => {
    const text = `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 0\r\n\r\n`;
    expect(read(text)).toMatchObject({ interim: [103, 100], status: 200, rest: '' });
  });

  it('of 101 leaves what follows to the tunnel', () => {
    expect(read('HTTP/1.1 101 Switching Protocols\r\n\r\nframe')).toMatchObject({
      status: 101,
      body: '',
      rest: 'frame',
    });
  });

  it('leaves what nobody asked for', () => {
    expect(read(`${ok}Content-Length: 2\r\n\r\nhiHTTP/1.1 200 Smuggled`).rest).toBe('HTTP/1.1 200 Smuggled');
  });

  it.each([
    ['no status line', 'hello\r\n\r\n'],
    ['another protocol', 'HTTP/2 200 OK\r\n\r\n'],
    ['length and coding', `${ok}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['lengths that differ', `${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\n`],
    ['a folded line', `${ok}A: b\r\n c\r\n\r\n`],
    ['a bare line feed', `${ok}A: b\n\r\n`],
    ['a malformed chunk', `${ok}Transfer-Encoding: chunked\r\n\r\nzz`],
    ['a head too large', `${ok}A: ${'b'.repeat(mostHeadBytes)}`],
  ])('with %s is broken', (_, text) => {
    expect(read(text).broken).not.toBeNull();
  });

  it('that stops early is broken', () => {
    expect(read(`${ok}Content-Length: 5\r\n\r\nhi`, { close: 'clean' }).broken).toContain(
      'within its answer',
    );
    expect(read('', { close: 'clean' }).broken).toContain('without an answer');
  });

  it('is the same wherever the network cuts it', () => {
    const texts = [
      `HTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 11\r\nA: b\r\n\r\nhello world`,
      `${ok}Transfer-Encoding: chunked\r\n\r\n5;e=1\r\nhello\r\n1\r\n!\r\n0\r\nT: v\r\n\r\n`,
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.nat(80), { maxLength: 10 }), (text, cuts) => {
        const whole = read(text);
        expect(read(text, { cuts: cuts.filter((cut) => cut <= text.length) })).toEqual(whole);
        expect(whole.rest).toBe('');
      }),
    );
  });
});
