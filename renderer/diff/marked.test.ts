import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marked } from './marked';

describe('marked', () => {
  it.each([
    ['bikes.127.0.0.1.nip.io', 'velo.127.0.0.1.nip.io', ['', 'bikes', 'velo', '.127.0.0.1.nip.io']],
    ['www.velo.ch', 'www.velos.ch', ['www.velo', '', 's', '.ch']],
    ['aa', 'aaa', ['aa', '', 'a', '']],
    ['same', 'same', ['same', '', '', '']],
    ['', 'new', ['', '', 'new', '']],
    ['a😀b', 'a😁b', ['a', '😀', '😁', 'b']],
  ])('of %s and %s', (from, to, [before, removed, added, after]) => {
    expect(marked(from, to)).toEqual({ before, from: removed, to: added, after });
  });

  it('gives both texts back', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(text, text, (from, to) => {
        const found = marked(from, to);
        expect(found.before + found.from + found.after).toBe(from);
        expect(found.before + found.to + found.after).toBe(to);
      }),
    );
  });
});
