import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scannerOf } from './body-scanner';
import { RequestIntake } from './request-intake';

/** Reads a client's whole stream, cut at these places: each request's target and body, or the status of its refusal. */
const readAll = (text: string, cuts: readonly number[]): (string | number)[] => {
  const bytes = Buffer.from(text, 'latin1');
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const intake = new RequestIntake(1024);
  const seen: (string | number)[] = [];
  let body = scannerOf({ kind: 'none' });
  for (let i = 1; i < bounds.length; i++) {
    intake.add(bytes.subarray(bounds[i - 1], bounds[i]));
    for (;;) {
      const end = body.scan(intake.pending, 0);
      if (end > 0) seen.push(`${seen.pop()}${intake.pending.toString('latin1', 0, end)}`);
      intake.drop(end);
      if (body.state !== 'done') break;
      const head = intake.takeHead();
      if (head === null) break;
      if (head.kind === 'refused') return [...seen, head.status];
      seen.push(`${head.target} `);
      body = scannerOf(head.body);
    }
  }
  return seen;
};

describe('the requests of one connection', () => {
  const chunks = '3;x=y\r\nabc\r\n0\r\nT: 1\r\n\r\n';
  const stream =
    '\r\nGET /one HTTP/1.1\r\nHost: a\r\n\r\n' +
    'POST /two HTTP/1.1\r\nHost: b\r\nContent-Length: 4\r\n\r\nbody' +
    `\r\nPOST /three HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}` +
    'GET /four HTTP/1.1\r\nHost: d\r\n\r\n';
  const requests = ['/one ', '/two body', `/three ${chunks}`, '/four '];

  it('are told apart wherever the network cuts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        expect(readAll(stream, cuts)).toEqual(requests);
      }),
    );
    expect(
      readAll(
        stream,
        Array.from(stream, (_, index) => index),
      ),
    ).toEqual(requests);
  });

  it('are refused from the first broken one on, wherever the network cuts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        expect(readAll(`${stream}GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${stream}`, cuts)).toEqual([
          ...requests,
          400,
        ]);
      }),
    );
  });

  it('may have a head up to the limit, and none beyond', () => {
    const headOf = (size: number): string => {
      const start = 'GET / HTTP/1.1\r\nHost: a\r\nA: ';
      return `${start}${'x'.repeat(size - start.length - 4)}\r\n\r\n`;
    };
    expect(readAll(headOf(1024), [])).toEqual(['/ ']);
    expect(readAll(headOf(1025), [])).toEqual([431]);
    expect(readAll(headOf(5000).slice(0, 1100), [])).toEqual([431]);
  });
});
