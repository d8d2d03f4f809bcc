import { describe, expect, it } from 'vitest';
import { responseHeadFor } from './pass-on';
import { readResponseHead } from './response-head';

const page = 'http://127.0.0.1:41207';

const framed = (lines: readonly string[], origins: readonly string[] = [page]): string[] => {
  const head = readResponseHead(Buffer.from(['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')), 'GET');
  if (typeof head === 'string') throw new Error(head);
  return responseHeadFor(head, false, origins).split('\r\n').slice(1, -2);
};

describe('who may show an answer in a frame', () => {
  it.each(['DENY', 'SAMEORIGIN'])(
    'is the site itself and our page in place of X-Frame-Options: %s',
    (value) => {
      expect(framed([`X-Frame-Options: ${value}`, 'X-Other: 1'])).toEqual([
        'X-Other: 1',
        `Content-Security-Policy: frame-ancestors 'self' ${page}`,
      ]);
    },
  );

  it('is our page besides those that a policy allows, and the rest of the policy stays', () => {
    expect(
      framed([
        'X-Frame-Options: DENY',
        "Content-Security-Policy: default-src 'self'; Frame-Ancestors https://partner.example; img-src *",
      ]),
    ).toEqual([
      `Content-Security-Policy: default-src 'self'; frame-ancestors 'self' https://partner.example ${page}; img-src *`,
    ]);
  });

  it('is our page where a policy allows nobody, and in each of several policies', () => {
    expect(
      framed([
        "Content-Security-Policy: frame-ancestors 'none', script-src 'self'",
        "Content-Security-Policy: frame-ancestors 'self'",
      ]),
    ).toEqual([
      `Content-Security-Policy: frame-ancestors 'self' ${page}`,
      "Content-Security-Policy: script-src 'self'",
      `Content-Security-Policy: frame-ancestors 'self' ${page}`,
    ]);
  });

  it('is told without what means something for tabs only', () => {
    const lines = ['Cross-Origin-Opener-Policy: same-origin', 'X-Other: 1'];
    expect(framed(lines)).toEqual(['X-Other: 1']);
    expect(framed(lines, [])).toEqual(lines);
  });

  it('stays everybody where the site says nothing of frames, and what the site says where no page of ours is there', () => {
    const open = ["Content-Security-Policy: script-src 'self'", 'Content-Security-Policy-Report-Only: x'];
    expect(framed(open)).toEqual(open);
    expect(framed(['X-Frame-Options: DENY'], [])).toEqual(['X-Frame-Options: DENY']);
  });
});
