import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ProblemCode, PythonAnswer } from '../../contract';
import { applyDomainFormat, parseDomainFormat } from '../format/domain-format';
import { answerHost } from '../hosts/host-lookup';
import { planSites } from '../plans/plan-sites';
import { rowsAfter } from '../plans/rows-after';
import { rewriteSites } from '../rewrite/rewrite-sites';
import type { SiteTables } from '../sites/rows';
import {
  caseNamed,
  type fastrouter,
  longAgo,
  type OracleCase,
  readCases,
  settingsOf,
  type single,
  tablesOf,
} from './recorded-case';

const now = '2026-11-01T12:00:00.000Z';

const folder = new URL('./cases/', import.meta.url);
const cases = readCases(readdirSync(folder), (file) => readFileSync(new URL(file, folder), 'utf8'));

const run = (oracle: OracleCase) => {
  const before = tablesOf(oracle);
  const input = {
    tables: before,
    identities: [],
    settings: settingsOf(oracle),
    now,
    routerPort: null,
  };
  const plan = planSites(rewriteSites(), input);
  return { plan, before, after: rowsAfter(input, plan.changes).tables };
};

const domainsById = (tables: SiteTables): Record<number, string> =>
  Object.fromEntries((tables.sites ?? []).map(({ id, domain }) => [id, domain]));

const errorsOf = (name: string): Record<number, ProblemCode[]> => {
  const codes: Record<number, ProblemCode[]> = {};
  for (const { severity, siteId, code } of run(caseNamed(cases, name)).plan.problems)
    if (severity === 'error' && siteId !== null) codes[siteId] = [...(codes[siteId] ?? []), code];
  return codes;
};

const sameAsPython = [
  '01-production-list',
  '02-port-in-format',
  '04-www-and-aliases',
  '08-canonical-alias-differs',
  '10-disabled',
  '16-use-real-domain',
  '19-rewrite-off',
  '26-without-plus-row',
  '56-debug',
  '57-router-default-domain',
];
const betterThanPython = [
  '11-blank-slug',
  '12-no-placeholder',
  '13-case-duplicates',
  '17-use-real-domain-empty',
  '24-alias-in-the-way',
  '28-too-long',
  '30-format-two-placeholders',
  '31-format-named',
  '32-format-specs',
];
/** Each has a step other than rewrite: see populate.test.ts. */
const needPopulate = [
  '22-boot',
  '40-populate-by-id',
  '41-populate-new-id',
  '42-populate-new-id-no-real-domain',
  '43-populate-by-slug',
  '46-populate-sequence',
  '49-populate-rewrites-too',
  '54-populate-rewrite-off',
];

describe('the recorded results of the Python packages', () => {
  it('are all accounted for', () => {
    expect([...cases.keys()].sort()).toEqual([...sameAsPython, ...betterThanPython, ...needPopulate].sort());
    for (const name of needPopulate) expect(caseNamed(cases, name).run, name).not.toEqual(['rewrite']);
    for (const name of [...sameAsPython, ...betterThanPython])
      expect(caseNamed(cases, name).run, name).toEqual(['rewrite']);
  });

  it.each(sameAsPython)('%s: our rows are those of Python, and what changed is bumped (trap 5)', (name) => {
    const oracle = caseNamed(cases, name);
    const { before, after, plan } = run(oracle);
    expect(oracle.expected.steps).toEqual([expect.objectContaining({ ok: true })]);
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const expected = tablesOf(oracle.expected);
    expect(after.sites).toEqual(expected.sites);
    expect(after.aliases).toEqual(expected.aliases);
    const [domainsBefore, domainsAfter] = [domainsById(before), domainsById(after)];
    expect(after.plus).toEqual(
      expected.plus?.map((row) => ({
        ...row,
        lastUpdatedAt: domainsBefore[row.siteId] === domainsAfter[row.siteId] ? longAgo : now,
      })),
    );
  });
});

describe('where a trap says that we do better', () => {
  it.each(['12-no-placeholder', '30-format-two-placeholders', '31-format-named'])(
    'trap 1: %s: the format is refused before anything is planned',
    (name) => {
      const oracle = caseNamed(cases, name);
      expect(oracle.expected.steps).toEqual([expect.objectContaining({ ok: false })]);
      expect(() => run(oracle)).toThrowError(expect.objectContaining({ code: 'domain-format-invalid' }));
    },
  );

  it('trap 3: 11-blank-slug: the site with the blank slug keeps its domain, the other is rewritten', () => {
    expect(errorsOf('11-blank-slug')).toEqual({ 1: ['slug-blank'] });
    const { after, plan } = run(caseNamed(cases, '11-blank-slug'));
    expect(domainsById(after)).toEqual({
      1: 'www.alpha.example',
      2: 'beta.127.0.0.1.nip.io',
      3: 'shop.gamma.example',
    });
    expect(plan.problems).toContainEqual(
      expect.objectContaining({ code: 'slug-blank', suggestion: 'alpha' }),
    );
  });

  it('trap 7: 13-case-duplicates: slugs that differ only in case are named, and both sites stay', () => {
    expect(errorsOf('13-case-duplicates')).toEqual({ 1: ['slug-duplicate'], 2: ['slug-duplicate'] });
    const { before, after } = run(caseNamed(cases, '13-case-duplicates'));
    expect(after).toEqual(before);
  });

  it('trap 8: 17-use-real-domain-empty: the site is refused instead of blanked, and keeps its alias', () => {
    expect(errorsOf('17-use-real-domain-empty')).toEqual({ 1: ['real-domain-empty'] });
    const { before, after } = run(caseNamed(cases, '17-use-real-domain-empty'));
    expect(after).toEqual(before);
  });

  it('trap 7: 24-alias-in-the-way: the conflict is named, and the other sites are rewritten', () => {
    expect(errorsOf('24-alias-in-the-way')).toEqual({ 1: ['alias-in-the-way'] });
    const { after, plan } = run(caseNamed(cases, '24-alias-in-the-way'));
    expect(domainsById(after)).toEqual({
      1: 'www.alpha.example',
      2: 'beta.127.0.0.1.nip.io',
      3: 'gamma.127.0.0.1.nip.io',
    });
    expect(plan.problems.find(({ code }) => code === 'alias-in-the-way')?.message).toBe(
      'Site 1 (Alpha) needs the domain "alpha.127.0.0.1.nip.io", which the alias of site 2 has ("alpha.127.0.0.1.nip.io", alias 4).',
    );
  });

  it('trap 2: 28-too-long: the site and the limits are named, and the other site is rewritten', () => {
    expect(errorsOf('28-too-long')).toEqual({ 1: ['label-too-long', 'domain-too-long'] });
    const { after, plan } = run(caseNamed(cases, '28-too-long'));
    expect(domainsById(after)).toEqual({
      1: 'www.alpha.example',
      2: 'beta.127.0.0.1.nip.io',
      3: 'shop.gamma.example',
    });
    expect(plan.problems.find(({ code }) => code === 'domain-too-long')?.message).toContain(
      '107 characters; at most 100',
    );
  });

  it('trap 1: 32-format-specs: the format gives what Python gives, and a domain with a blank is not written', () => {
    const oracle = caseNamed(cases, '32-format-specs');
    const format = parseDomainFormat(oracle.settings.REWRITE_DOMAIN_FORMAT);
    expect(oracle.django_multisite_plus_site.map(({ slug }) => applyDomainFormat(format, slug))).toEqual(
      oracle.expected.django_site.map(({ domain }) => domain),
    );
    expect(errorsOf('32-format-specs')).toEqual({
      1: ['domain-unusual'],
      2: ['domain-unusual'],
      3: ['domain-unusual'],
    });
    const { before, after } = run(oracle);
    expect(after).toEqual(before);
  });
});

const recordedSingle = (answer: PythonAnswer): z.infer<typeof single> | string => {
  if (answer.kind === 'site') return { status: 200, site_id: answer.siteId };
  return answer.kind === 'redirect'
    ? { status: 301, location: `http://${answer.domain}/p?q=1` }
    : answer.kind;
};
const recordedFastrouter = (answer: PythonAnswer): z.infer<typeof fastrouter> | string => {
  if (answer.kind === 'site') return { site_id: answer.siteId };
  return answer.kind === 'closed' ? { error: 'RuntimeError' } : answer.kind;
};
const hostCases = [...cases].flatMap(([name, oracle]) =>
  Object.entries(oracle.expected.hosts).map(([host, answers]) => ({ name, host, oracle, answers })),
);

describe('who answers a host', () => {
  it.each(hostCases)('$name: $host is answered as Python answers it', ({ host, oracle, answers }) => {
    const tables = tablesOf(oracle.expected);
    const defaultSiteId = oracle.site_id ?? 1;
    const setup = {
      mode: 'single-process',
      middleware: 'django-multisite-plus',
      hasFallback: false,
    } as const;
    const inOne = answerHost({ tables, host, setup: { ...setup, isDebug: oracle.debug, defaultSiteId } });
    expect(recordedSingle(inOne)).toEqual(answers.single);
    const defaultDomain = oracle.default_domain ?? null;
    const inMany = answerHost({
      tables,
      host,
      setup: { mode: 'multi-process', hasFastrouter: true, defaultDomain },
    });
    expect(recordedFastrouter(inMany)).toEqual(answers.fastrouter);
  });

  it('has cases to compare with', () => {
    expect(hostCases.length).toBeGreaterThan(25);
  });

  it('11-blank-slug: with our rows its host goes to the default site, since the domain was never written (trap 3)', () => {
    const { after } = run(caseNamed(cases, '11-blank-slug'));
    const setup = {
      mode: 'single-process',
      middleware: 'django-multisite-plus',
      hasFallback: false,
    } as const;
    expect(
      answerHost({
        tables: after,
        host: '.127.0.0.1.nip.io',
        setup: { ...setup, isDebug: false, defaultSiteId: 3 },
      }),
    ).toEqual({ kind: 'site', siteId: 3, rule: 'default-site', alias: 'shop.gamma.example' });
  });
});
