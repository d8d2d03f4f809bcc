import { expect, test } from 'vitest';
import { quoteFor, splitLine } from './shell-words';

const breaks = ' \t\n"\'><=;|&(:';

test.each([
  ['manysite ', ['manysite'], { text: '', quote: null, keptLength: 0 }],
  ['manysite  sw', ['manysite'], { text: 'sw', quote: null, keptLength: 0 }],
  ['m "a b" c\\ d', ['m', 'a b'], { text: 'c d', quote: null, keptLength: 0 }],
  ['m "" \'\' ', ['m', '', ''], { text: '', quote: null, keptLength: 0 }],
  ['m "live, M', ['m'], { text: 'live, M', quote: '"', keptLength: 0 }],
  ["m 'it", ['m'], { text: 'it', quote: "'", keptLength: 0 }],
  ['m "a\\"b', ['m'], { text: 'a"b', quote: '"', keptLength: 0 }],
  ['m --project=sh', ['m'], { text: '--project=sh', quote: null, keptLength: 10 }],
  ['m --project="my sh', ['m'], { text: '--project=my sh', quote: '"', keptLength: 10 }],
  ['m host:80', ['m'], { text: 'host:80', quote: null, keptLength: 5 }],
] as const)('%s is split as bash does', (line, words, last) => {
  expect(splitLine(line, breaks)).toEqual({ words, last });
});

test.each([
  ['live, Monday', null, 'live,\\ Monday'],
  ['portal.127.0.0.1.nip.io:8000', null, 'portal.127.0.0.1.nip.io:8000'],
  ['a\'b $(rm) `x` "y"', null, 'a\\\'b\\ \\$\\(rm\\)\\ \\`x\\`\\ \\"y\\"'],
  ['$HOME "x" \\', '"', '\\$HOME \\"x\\" \\\\'],
  ["it's", "'", "it'\\''s"],
] as const)('%s within %s is inserted as %s', (text, quote, inserted) => {
  expect(quoteFor(text, quote)).toBe(inserted);
});
