import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkout } from './sandbox';

const ui = join(checkout, 'dist/ui');

/** What the page names: its script, and the chunks that this imports at once. */
const firstScripts = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="(\/assets\/[^"]+\.js)"/g)].flatMap(
    (match) => match[1] ?? [],
  );

/** The gzipped script that the page of the build needs before it paints anything, and in how many files. */
export const firstPaintBytes = (): { readonly bytes: number; readonly count: number } => {
  const scripts = firstScripts(readFileSync(join(ui, 'index.html'), 'utf8'));
  const sizes = scripts.map((script) => gzipSync(readFileSync(join(ui, script))).length);
  return { bytes: sizes.reduce((total, size) => total + size, 0), count: scripts.length };
};
