import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkout } from './support/sandbox';

const ui = join(checkout, 'dist/ui');
const limitBytes = 450_000;

/** What the page names: its script, and the chunks that this imports at once. */
const firstScripts = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="(\/assets\/[^"]+\.js)"/g)].flatMap(
    (match) => match[1] ?? [],
  );

describe('the first paint of the window', () => {
  it(`needs at most ${limitBytes / 1000} kB of gzipped script`, () => {
    const scripts = firstScripts(readFileSync(join(ui, 'index.html'), 'utf8'));
    expect(scripts.length).toBeGreaterThan(0);
    const sizes = scripts.map((script) => gzipSync(readFileSync(join(ui, script))).length);
    const sum = sizes.reduce((total, size) => total + size, 0);
    console.log(`First paint: ${Math.round(sum / 1000)} kB of gzipped script in ${scripts.length} files.`);
    expect(sum).toBeLessThan(limitBytes);
  });
});
