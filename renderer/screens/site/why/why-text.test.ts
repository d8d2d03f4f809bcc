import { describe, expect, it } from 'vitest';
import type { Candidate, ConfigValue, Explanation } from '../../../../app/contract';
import { answerText, candidateText, domainFacts, otherModeText, shownCandidates } from './why-text';

const none = (pattern: string): Candidate => ({ pattern, found: 'none', alias: null });
const untried = (pattern: string): Candidate => ({ pattern, found: 'not-tried', alias: null });
const hit: Candidate = {
  pattern: 'bikes.test',
  found: 'alias',
  alias: { id: 7, siteId: 2, isCanonical: true, redirectsToCanonical: false },
};
const format: ConfigValue = {
  key: 'domainFormat',
  value: '{}.test',
  origin: 'manysite.json',
  detail: 'manysite.json, line 14',
  overridden: [{ value: '{}.divio.me', origin: 'settings.py', detail: null }],
};
const site: NonNullable<Explanation['site']> = {
  id: 2,
  name: 'Bikes',
  slug: 'bikes',
  domain: 'bikes.test',
  realDomain: '',
  rule: 'format',
  intendedDomain: 'bikes.test',
  settings: [format, { key: 'useRealDomain', value: false, origin: 'default', detail: null, overridden: [] }],
};

describe('why a site answers', () => {
  it('shows what was tried, two of the rest, and how many there are beyond', () => {
    const all = [
      none('bikes.test:8000'),
      hit,
      untried('*.test:8000'),
      untried('*.test'),
      untried('*:8000'),
      untried('*'),
    ];
    const { shown, more, last } = shownCandidates(all);
    expect(shown).toEqual(all.slice(0, 4));
    expect({ more, last }).toEqual({ more: 2, last: '*' });
    expect(shownCandidates([hit])).toEqual({ shown: [hit], more: 0, last: null });
  });

  it('tells what each candidate is', () => {
    expect([none('a'), hit, untried('b')].map((one) => candidateText(one, 2))).toEqual([
      'no alias',
      'alias 7, canonical',
      'not tried',
    ]);
    expect(candidateText(hit, 3)).toBe('alias 7 of site 2, canonical');
  });

  it('names who answers', () => {
    expect(answerText({ kind: 'site', siteId: 2, pattern: 'bikes.test' }, 'Bikes')).toBe('Bikes answers');
    expect(answerText({ kind: 'refused', reason: 'it is no host name' }, '')).toBe(
      'Refused (421): it is no host name',
    );
  });

  it('tells what the other mode does, as far as it differs', () => {
    const python = { kind: 'site', siteId: 2, rule: 'alias', alias: 'bikes.test' } as const;
    const single = { mode: 'single-process' as const, candidates: [], python, differences: [] };
    const of = (other: Explanation['modes'][number]['python']): Explanation =>
      ({
        mode: 'single-process',
        modes: [single, { ...single, mode: 'multi-process', python: other }],
      }) as unknown as Explanation;
    expect(otherModeText(of({ ...python, rule: 'default-domain' }))).toBe(
      'In multi-process mode the answer is the same.',
    );
    expect(otherModeText(of({ kind: 'closed', reason: 'no process has it' }))).toBe(
      'In multi-process mode: The connection is closed without an answer: no process has it.',
    );
  });

  it('tells where the domain comes from, with what did not win', () => {
    expect(domainFacts(site).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Rule: the domain format applied to the slug',
      'Domain: bikes.test',
      'Slug: bikes',
      'Format: {}.test',
      'Set by: manysite.json, line 14',
      'Overridden: {}.divio.me of settings of Django',
    ]);
  });
});
