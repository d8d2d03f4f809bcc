import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOfMatch, splitMatch } from './match';

describe('splitMatch', () => {
  it('finds without regard to case and accents, and keeps the text as it is', () => {
    expect(splitMatch('Example Vélos', 'velo')).toEqual({ before: 'Example ', match: 'Vélo', after: 's' });
    expect(splitMatch('Bäckerei', 'BACK')).toEqual({ before: '', match: 'Bäck', after: 'erei' });
  });

  it('is null for what does not occur, and for nothing', () => {
    expect(splitMatch('Example', 'x y')).toBeNull();
    expect(splitMatch('Example', '')).toBeNull();
  });

  it('gives parts that are the whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), fc.nat(20), (text, from, length) => {
        const parts = splitMatch(text, text.slice(from, from + length));
        if (parts !== null) expect(parts.before + parts.match + parts.after).toBe(text);
      }),
    );
  });
});

describe('placeOfMatch', () => {
  it('finds every part of a text in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, wanted, after) => {
        expect(placeOfMatch(before + wanted + after, wanted)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
