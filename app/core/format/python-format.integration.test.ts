import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDomainFormat, renderDomain } from './domain-format';

const answersSchema = z.array(z.string().nullable());

/** What Python's str.format makes of each format and slug; null where it raises. */
const askPython = (pairs: readonly (readonly [string, string])[]): readonly (string | null)[] => {
  const program = `
import json, sys
answers = []
for template, slug in json.load(sys.stdin):
    try:
        answers.append(template.format(slug))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        answers.append(None)
json.dump(answers, sys.stdout)`;
  const output = execFileSync('python3', ['-c', program], {
    input: JSON.stringify(pairs),
    maxBuffer: 2 ** 27,
  });
  return answersSchema.parse(JSON.parse(output.toString('utf8')));
};

/** The text that Python would write, before punycode; null where the format or this slug with it is refused. */
const ask = (format: string, slug: string): { refusal: string } | { text: string } => {
  try {
    const rendered = renderDomain(parseDomainFormat(format), slug);
    return rendered.kind === 'domain' ? { text: rendered.inUnicode } : { refusal: rendered.fault };
  } catch (error) {
    if (error instanceof Error) return { refusal: error.message };
    throw error;
  }
};

/** Refused by us though Python allows it (multisite.md, "Rewriting domains"), or because of a limit of ours. */
const stricter = /blank|no placeholder|attribute|inside a placeholder|over 255/;

/** Good values most of the time, so that enough formats are good as a whole. */
const mostly = (good: readonly string[], bad: readonly string[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );

const spec = fc
  .tuple(
    mostly(['<', '>', '^', 'x<', '_>', 'ä^', '-^', '0>', ''], ['=', 'x=', 'x', '<<<']),
    mostly(['', '', '0'], ['+', '#', ' ', 'z']),
    mostly(['', '3', '7', '12', '007'], ['300', ',', '5_']),
    mostly(['', '.0', '.2', '.9'], ['.', '.2.']),
    mostly(['', 's'], ['d', 'ss']),
  )
  .map((parts) => parts.join(''));
const name = mostly(
  ['', '0', '00', '0[0]', '[1]', '0[01][0]', '0[2]'],
  ['1', 'slug', ' ', '0[-1]', '0[]', '0[99]', '0.x', '0[0]x', '0]', '0[0'],
);
const conversion = mostly(['', '', '!s', '!r', '!a'], ['!x', '!', '!rr']);
const field = fc
  .tuple(name, conversion, fc.option(spec))
  .map(([n, c, s]) => `{${n}${c}${s === null ? '' : `:${s}`}}`);
const literal = mostly(['.test', '.', '-', '{{', '}}', 'ä', ':8000', '[', '!'], ['{', '}', ' ']);
const format = fc
  .array(fc.oneof({ weight: 2, arbitrary: field }, { weight: 1, arbitrary: literal }), { maxLength: 4 })
  .map((parts) => parts.join(''));
const slug = fc.constantFrom(
  'alpha',
  'a',
  '',
  'zürich',
  'b_c',
  "it's",
  'a"b',
  'é😀x',
  'tab\there',
  '\u00a0',
  'back\\slash',
  '\u200b',
);

describe('a domain format beside the real str.format', () => {
  it('gives the same text, and refuses all that Python refuses', () => {
    const pairs = fc.sample(fc.tuple(format, slug), { numRuns: 20_000, seed: 42 });
    const answers = askPython(pairs);
    let compared = 0;
    for (const [index, [template, value]] of pairs.entries()) {
      const ours = ask(template, value);
      const theirs = answers[index] ?? null;
      if ('refusal' in ours && stricter.test(ours.refusal)) continue;
      const said = `${JSON.stringify(template)} with ${JSON.stringify(value)}: ${JSON.stringify(ours)}`;
      expect('text' in ours ? ours.text : null, said).toBe(theirs);
      if (theirs !== null) compared += 1;
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
