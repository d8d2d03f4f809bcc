import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkedScanner } from './chunked-scanner';

const next = 'GET /next HTTP/1.1';

/** Feeds the text cut at these places; returns how much of it was the body, and the state at the end. */
const scan = (text: string, cuts: readonly number[] = []): { taken: number; state: string } => {
  const bytes = Buffer.from(text, 'latin1');
  const scanner = new ChunkedScanner();
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  let taken = 0;
  for (let i = 1; i < bounds.length; i++) taken += scanner.scan(bytes.subarray(bounds[i - 1], bounds[i]), 0);
  return { taken, state: scanner.state };
};

describe('a chunked body', () => {
  it.each([
    '0\r\n\r\n',
    '5\r\nhello\r\n0\r\n\r\n',
    'A\r\n0123456789\r\n1;ext="a\tb"\r\nx\r\n000\r\n\r\n',
    '1 ;a\r\nx\r\n0;last\r\n\r\n',
    '3\r\n\r\n\r\r\n0\r\nTrailer: value\r\nOther:\r\n\r\n',
  ])('ends where it says, in %j', (body) => {
    expect(scan(body + next)).toEqual({ taken: body.length, state: 'done' });
    expect(scan(body.slice(0, -1)).state).toBe('more');
  });

  it.each([
    'x\r\n',
    '\r\n',
    '-1\r\n',
    '0x5\r\n',
    ' 5\r\n',
    '5\n',
    '5 6\r\n',
    '5\rX',
    '3\r\nhello\r\n0\r\n\r\n',
    '3\r\nabc\n0\r\n\r\n',
    '5;a\nb\r\n',
    '5;a\0\r\n',
    '0\r\n folded: x\r\n\r\n',
    '0\r\nno colon\r\n\r\n',
    '0\r\nA: b\n\r\n',
    '0\r\nA: b\rc\r\n\r\n',
    '11111111111111\r\n',
    `1;${'e'.repeat(70_000)}`,
    `0\r\n${'A: b\r\n'.repeat(20_000)}`,
  ])('is malformed in case %#', (body) => {
    expect(scan(body).state).toBe('malformed');
  });

  it('is the same wherever the network cuts it', () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(chunk, { maxLength: 6 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (chunks, cuts) => {
          const body = `${chunks
            .map(
              (bytes) => `${bytes.length.toString(16)};x=y\r\n${Buffer.from(bytes).toString('latin1')}\r\n`,
            )
            .join('')}0\r\nEnd: yes\r\n\r\n`;
          const within = cuts.filter((cut) => cut <= body.length);
          expect(scan(body + next, within)).toEqual({ taken: body.length, state: 'done' });
        },
      ),
    );
  });
});
