import { describe, expect, it } from 'vitest';
import { firstPaintBytes } from './support/first-paint';

const limitBytes = 450_000;

describe('the first paint of the window', () => {
  it(`needs at most ${limitBytes / 1000} kB of gzipped script`, () => {
    const { bytes, count } = firstPaintBytes();
    expect(count).toBeGreaterThan(0);
    console.log(`First paint: ${Math.round(bytes / 1000)} kB of gzipped script in ${count} files.`);
    expect(bytes).toBeLessThan(limitBytes);
  });
});
