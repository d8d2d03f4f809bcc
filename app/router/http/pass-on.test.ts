import { describe, expect, it } from 'vitest';
import { requestHeadFor, responseHeadFor } from './pass-on';
import { readRequestHead } from './request-head';
import { readResponseHead } from './response-head';

const sent = (lines: readonly string[], isLast = false): string[] => {
  const head = readRequestHead(Buffer.from([...lines, '', ''].join('\r\n'), 'latin1'));
  if (head.kind === 'refused') throw new Error(head.reason);
  return requestHeadFor(head, '127.0.0.1', isLast).split('\r\n');
};

const returned = (lines: readonly string[], closes = false): string[] => {
  const head = readResponseHead(Buffer.from([...lines, '', ''].join('\r\n'), 'latin1'), 'GET');
  if (typeof head === 'string') throw new Error(head);
  return responseHeadFor(head, closes).split('\r\n');
};

const forwarded = [
  'X-Forwarded-For: 127.0.0.1',
  'X-Forwarded-Proto: http',
  'X-Forwarded-Host: x.test:80',
  '',
  '',
];

describe('the head that a server gets', () => {
  it('has the fields as they came, in their order and spelling', () => {
    expect(sent(['GET /a HTTP/1.1', 'accept:  */* ', 'Host: x.test:80', 'COOKIE: a=\xe4'])).toEqual([
      'GET /a HTTP/1.1',
      'Host: x.test:80',
      'accept:  */* ',
      'COOKIE: a=\xe4',
      ...forwarded,
    ]);
  });

  it('has none of the fields of the client\u2019s connection, nor those that it names', () => {
    expect(
      sent([
        'GET / HTTP/1.1',
        'Host: x.test:80',
        'Connection: keep-alive, X-Mine',
        'Keep-Alive: 5',
        'TE: trailers',
        'X-Mine: 1',
      ]),
    ).toEqual(['GET / HTTP/1.1', 'Host: x.test:80', ...forwarded]);
  });

  it('keeps its framing and its Host, whatever the client names in Connection', () => {
    expect(
      sent(['POST / HTTP/1.1', 'Host: x.test:80', 'Connection: content-length, host', 'Content-Length: 4']),
    ).toEqual(['POST / HTTP/1.1', 'Host: x.test:80', 'Content-Length: 4', ...forwarded]);
  });

  it('has one Content-Length, and no field that WSGI would take for another', () => {
    expect(
      sent([
        'POST / HTTP/1.1',
        'Host: x.test:80',
        'Content-Length: 4',
        'Content-Length: 4',
        'Content_Length: 9',
        'X_Forwarded_Proto: https',
        'X_Other: stays',
      ]),
    ).toEqual(['POST / HTTP/1.1', 'Host: x.test:80', 'Content-Length: 4', 'X_Other: stays', ...forwarded]);
  });

  it('asks for the end of the connection, or for the upgrade', () => {
    expect(sent(['GET / HTTP/1.1', 'Host: x.test:80'], true)).toContain('Connection: close');
    const upgrade = sent(['GET / HTTP/1.1', 'Host: x.test:80', 'Connection: Upgrade', 'Upgrade: websocket']);
    expect(upgrade).toEqual(expect.arrayContaining(['Connection: Upgrade', 'Upgrade: websocket']));
  });
});

describe('the head that a client gets', () => {
  it('is the server\u2019s, without the fields of its connection', () => {
    expect(
      returned([
        'HTTP/1.0 404 Not \xe4',
        'Connection: close, X-Hop',
        'X-Hop: 1',
        'Set-Cookie: a',
        'Set-Cookie: b',
        'Content-Length: 0',
      ]),
    ).toEqual(['HTTP/1.1 404 Not \xe4', 'Set-Cookie: a', 'Set-Cookie: b', 'Content-Length: 0', '', '']);
  });

  it('says when the connection ends', () => {
    expect(returned(['HTTP/1.1 200'], true)).toEqual(['HTTP/1.1 200', 'Connection: close', '', '']);
  });

  it('keeps the upgrade of a 101, and of nothing else', () => {
    const lines = ['Connection: upgrade', 'Upgrade: websocket'];
    expect(returned(['HTTP/1.1 101 S', ...lines])).toEqual([
      'HTTP/1.1 101 S',
      'Upgrade: websocket',
      'Connection: Upgrade',
      '',
      '',
    ]);
    expect(returned(['HTTP/1.1 200 OK', ...lines])).toEqual(['HTTP/1.1 200 OK', '', '']);
  });
});
