import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHeadEnd, leadingEmptyLines } from './head-end';
import { type RefusedHead, type RequestHead, readRequestHead } from './request-head';

const bytesOf = (...lines: string[]): Buffer => Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');

const read = (...lines: string[]): RequestHead | RefusedHead => readRequestHead(bytesOf(...lines));

const accepted = (...lines: string[]): RequestHead => {
  const head = read(...lines);
  if (head.kind === 'refused') throw new Error(`${head.status}: ${head.reason}`);
  return head;
};

describe('a request head', () => {
  it('gives what routing needs', () => {
    expect(
      accepted('POST /a?b=c HTTP/1.1', 'Host: x.test:8000', 'Origin: http://x.test', 'Content-Length: 5'),
    ).toMatchObject({
      method: 'POST',
      target: '/a?b=c',
      minorVersion: 1,
      host: 'x.test:8000',
      body: { kind: 'length', length: 5 },
      keepsAlive: true,
      upgrade: null,
      origins: ['http://x.test'],
    });
  });

  it('may be of any method, with any bytes above ASCII in its path and values', () => {
    expect(accepted('PROPFIND /\xe4 HTTP/1.1', 'Host: x', 'X-Name: \xff\t!')).toMatchObject({
      method: 'PROPFIND',
      target: '/\xe4',
    });
  });

  it.each([
    ['http://y.test:80/p?q', 'y.test:80', '/p?q'],
    ['HTTP://y.test', 'y.test', '/'],
    ['http://y.test?q', 'y.test', '/?q'],
  ])('in the absolute form %s outranks the Host header', (target, host, path) => {
    expect(accepted(`GET ${target} HTTP/1.1`, 'Host: x.test')).toMatchObject({ host, target: path });
  });

  it('may ask OPTIONS * of the server as a whole', () => {
    expect(accepted('OPTIONS * HTTP/1.1', 'Host: x')).toMatchObject({ target: '*' });
  });

  it('of HTTP/1.0 needs no Host and keeps no connection', () => {
    expect(accepted('GET / HTTP/1.0', 'Connection: keep-alive')).toMatchObject({
      host: '',
      keepsAlive: false,
      minorVersion: 0,
    });
  });

  it('ends its connection where it says close', () => {
    expect(accepted('GET / HTTP/1.1', 'Host: x', 'Connection: Foo , Close').keepsAlive).toBe(false);
  });

  it('asks for an upgrade by two fields together', () => {
    expect(accepted('GET / HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: WebSocket').upgrade).toBe(
      'websocket',
    );
    expect(accepted('GET / HTTP/1.1', 'Host: x', 'Upgrade: websocket').upgrade).toBeNull();
    expect(accepted('GET / HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: h2c').upgrade).toBeNull();
  });

  it('may repeat one Content-Length', () => {
    expect(accepted('POST / HTTP/1.1', 'Host: x', 'Content-Length: 3', 'Content-Length: 3').body).toEqual({
      kind: 'length',
      length: 3,
    });
  });

  it.each<[number, string, string[]]>([
    [400, 'no request line', ['hello']],
    [400, 'a blank in the target', ['GET /a b HTTP/1.1', 'Host: x']],
    [400, 'two blanks', ['GET  / HTTP/1.1', 'Host: x']],
    [400, 'a method that is no token', ['GE(T / HTTP/1.1', 'Host: x']],
    [400, 'a control character in the target', ['GET /\x01 HTTP/1.1', 'Host: x']],
    [400, 'a fragment', ['GET /#a HTTP/1.1', 'Host: x']],
    [400, 'a target without a slash', ['GET index.html HTTP/1.1', 'Host: x']],
    [400, 'a star for GET', ['GET * HTTP/1.1', 'Host: x']],
    [400, 'a target of another scheme', ['GET ftp://x/ HTTP/1.1', 'Host: x']],
    [400, 'a user in the absolute target', ['GET http://me@x/ HTTP/1.1', 'Host: x']],
    [400, 'an absolute target without a host', ['GET http:/// HTTP/1.1', 'Host: x']],
    [405, 'CONNECT', ['CONNECT x:443 HTTP/1.1', 'Host: x']],
    [505, 'HTTP/2', ['PRI * HTTP/2.0', 'Host: x']],
    [505, 'HTTP/1.2', ['GET / HTTP/1.2', 'Host: x']],
    [400, 'HTTP/0.9', ['GET /']],
    [400, 'no Host', ['GET / HTTP/1.1']],
    [400, 'a second Host', ['GET / HTTP/1.1', 'Host: x', 'Host: x']],
    [400, 'an empty Host', ['GET / HTTP/1.1', 'Host:']],
    [400, 'a Host with a path', ['GET / HTTP/1.1', 'Host: x/y']],
    [400, 'a Host that is a pattern', ['GET / HTTP/1.1', 'Host: *.test']],
    [400, 'a bad Host beside an absolute target', ['GET http://y/ HTTP/1.1', 'Host: [ab]']],
    [400, 'a folded line', ['GET / HTTP/1.1', 'Host: x', 'A: b', ' c']],
    [400, 'a blank before the colon', ['GET / HTTP/1.1', 'Host : x']],
    [400, 'a line without a colon', ['GET / HTTP/1.1', 'Host: x', 'nonsense']],
    [400, 'a line without a name', ['GET / HTTP/1.1', 'Host: x', ': y']],
    [400, 'a NUL in a value', ['GET / HTTP/1.1', 'Host: x', 'A: b\0c']],
    [400, 'a lone carriage return in a value', ['GET / HTTP/1.1', 'Host: x', 'A: b\rc']],
    [
      400,
      'length and coding',
      ['POST / HTTP/1.1', 'Host: x', 'Content-Length: 3', 'Transfer-Encoding: chunked'],
    ],
    [400, 'lengths that differ', ['POST / HTTP/1.1', 'Host: x', 'Content-Length: 3', 'Content-Length: 4']],
    [400, 'a list of lengths', ['POST / HTTP/1.1', 'Host: x', 'Content-Length: 3, 3']],
    [400, 'a signed length', ['POST / HTTP/1.1', 'Host: x', 'Content-Length: +3']],
    [400, 'an empty length', ['POST / HTTP/1.1', 'Host: x', 'Content-Length:']],
    [400, 'another coding', ['POST / HTTP/1.1', 'Host: x', 'Transfer-Encoding: gzip, chunked']],
    [
      400,
      'two codings',
      ['POST / HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
    ],
    [400, 'a coding with a vertical tab', ['POST / HTTP/1.1', 'Host: x', 'Transfer-Encoding: \x0bchunked']],
    [400, 'chunked in HTTP/1.0', ['POST / HTTP/1.0', 'Host: x', 'Transfer-Encoding: chunked']],
  ])('is refused with %i for %s', (status, _, lines) => {
    expect(read(...lines)).toMatchObject({ kind: 'refused', status });
  });

  it('never throws, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const head = readRequestHead(Buffer.concat([Buffer.from(bytes), Buffer.from('\r\n\r\n')]));
        expect(['request', 'refused']).toContain(head.kind);
      }),
    );
  });
});

describe('the end of a head', () => {
  it('is found wherever the network cuts', () => {
    const whole = Buffer.concat([bytesOf('GET / HTTP/1.1', 'Host: x', 'A: b'), Buffer.from('body\r\n\r\n')]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 8 }), (cuts) => {
        let resumeAt = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), whole.length]) {
          const found = findHeadEnd(whole.subarray(0, cut), resumeAt);
          if (found.kind === 'complete') {
            expect(found.end).toBe(whole.indexOf('body'));
            return;
          }
          if (found.kind === 'broken') throw new Error(found.reason);
          resumeAt = found.resumeAt;
        }
        throw new Error('the end was not found');
      }),
    );
  });

  it.each([
    'GET / HTTP/1.1\nHost: x\n\n',
    'GET / HTTP/1.1\r\nHost: x\n\r\n',
    '\x16\x03\x01\x02\x00',
    ' GET / HTTP/1.1\r\n\r\n',
  ])('is not waited for in %j', (text) => {
    expect(findHeadEnd(Buffer.from(text, 'latin1'), 0).kind).toBe('broken');
  });

  it('does not count empty lines before the request line', () => {
    expect(leadingEmptyLines(Buffer.from('\r\n\r\nGET'))).toBe(4);
    expect(leadingEmptyLines(Buffer.from('\rGET'))).toBe(0);
  });
});
