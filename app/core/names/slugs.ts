import type { Problem } from '../../contract';
import { LABEL_LIMIT, toAsciiDomain } from './host-name';

/** What is wrong with a slug; an `error` means that no usable domain can come of it. */
export interface SlugProblem {
  readonly code: Extract<
    Problem['code'],
    'slug-blank' | 'slug-invalid' | 'slug-upper-case' | 'label-too-long'
  >;
  readonly severity: Problem['severity'];
  /** Continues "the slug …". */
  readonly reason: string;
}

/** A good label in lower case, as nearly all slugs are. */
const plainSlug = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const labelPattern = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/**
 * Judges a slug as a part of a domain (multisite.md, traps 3 and 10).
 * A slug outside ASCII passes when its punycode is a good label. A dot passes with a warning: the domain works, but the slug is more
 * than one label. Upper case passes with a warning, since Python writes it: the site is then not found in single-process mode.
 *
 * @returns the worst problem, or null
 */
export const slugProblem = (slug: string): SlugProblem | null => {
  if (plainSlug.test(slug)) return null;
  if (slug === '') return { code: 'slug-blank', severity: 'error', reason: 'is blank' };
  const labels = toAsciiDomain(slug).split('.');
  const bad = labels.find((label) => !labelPattern.test(label));
  if (bad !== undefined) {
    const odd = /[^\p{L}\p{M}\p{N}.-]/u.exec(slug)?.[0];
    const reason =
      odd === undefined
        ? 'has an empty label, or one that starts or ends with "-"'
        : `holds ${/\s/.test(odd) ? 'a blank' : `"${odd}"`}, which no host name may hold`;
    return { code: 'slug-invalid', severity: 'error', reason };
  }
  const longest = Math.max(...labels.map((label) => label.length));
  if (longest > LABEL_LIMIT)
    return {
      code: 'label-too-long',
      severity: 'error',
      reason: `has ${longest} characters; a label of a domain holds ${LABEL_LIMIT}`,
    };
  if (/[A-Z]/.test(slug))
    return {
      code: 'slug-upper-case',
      severity: 'warning',
      reason:
        'has upper-case letters: django-multisite never finds its domain, and answers with the default site',
    };
  if (labels.length > 1)
    return {
      code: 'slug-invalid',
      severity: 'warning',
      reason: 'has a dot: it is more than one label of a domain',
    };
  return null;
};

/** Letters that NFKD does not take apart. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Letters, digits and single hyphens, at most `limit` characters; may be empty. */
const slugify = (text: string, limit: number): string =>
  text
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => spelledOut[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, limit)
    .replace(/^-+|-+$/g, '');

const stemOf = (text: string, limit: number): string => {
  const kept = slugify(text, limit);
  return kept === '' ? 'site'.slice(0, limit) : kept;
};

const numbered = (stem: string, number: number, limit: number): string => {
  const ending = `-${number}`;
  return `${stem.slice(0, Math.max(1, limit - ending.length)).replace(/-+$/, '')}${ending}`;
};

/**
 * A slug near to a text that is a valid DNS label and free.
 *
 * @param text a name, a slug or a domain's label, in any script
 * @param taken slugs in use, in lower case
 * @returns for example `velos-ch`, or `velos-ch-2` when that is taken; `site` where nothing of the text can be kept
 */
export const suggestSlug = (text: string, taken: ReadonlySet<string>): string => {
  const stem = stemOf(text, LABEL_LIMIT);
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(numbered(stem, number, LABEL_LIMIT))) number += 1;
  return numbered(stem, number, LABEL_LIMIT);
};

/**
 * Gives a slug near to `text`, valid, of at most `limit` characters (1 to 63), that nobody has; `own` is the asking site's slug,
 * which does not count. What was given once is not given again.
 */
export type SlugGiver = (text: string, own?: string, limit?: number) => string;

/**
 * Gives many slugs that differ from each other and from those in use, in time linear in their number: it remembers where it
 * stopped counting.
 *
 * @param slugs those in use, one for each site
 */
export const slugGiver = (slugs: Iterable<string>): SlugGiver => {
  const counts = new Map<string, number>();
  const nextNumbers = new Map<string, number>();
  const count = (slug: string): void => {
    counts.set(slug, (counts.get(slug) ?? 0) + 1);
  };
  for (const slug of slugs) count(slug.toLowerCase());
  return (text, own = '', limit = LABEL_LIMIT) => {
    const lowered = own.toLowerCase();
    const isTaken = (slug: string): boolean => (counts.get(slug) ?? 0) > (slug === lowered ? 1 : 0);
    const stem = stemOf(text, limit);
    let slug = stem;
    for (let number = nextNumbers.get(stem) ?? 2; isTaken(slug); number += 1) {
      slug = numbered(stem, number, limit);
      nextNumbers.set(stem, number + 1);
    }
    count(slug);
    return slug;
  };
};
