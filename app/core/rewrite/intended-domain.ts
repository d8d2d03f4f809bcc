import type { Problem } from '../../contract';
import { renderDomain } from '../format/domain-format';
import { DOMAIN_LIMIT, hostFaults, LABEL_LIMIT, toAsciiDomain } from '../names/host-name';
import { type SlugGiver, slugProblem } from '../names/slugs';
import { type SiteGroup, siteLabel, siteLabelFirst } from '../sites/site-groups';
import { slugSource } from '../sites/slug-source';
import type { RewriteSettings } from './rewrite-settings';

/** The domain that a site should have. Null: an error among the problems keeps the site out of the plan. */
export interface IntendedDomain {
  readonly domain: string | null;
  /** Whether the slug went into it. */
  readonly isFromSlug: boolean;
  readonly problems: readonly Problem[];
}

/** Most characters of a slug for which the domain still fits, counted with ASCII: punycode in the format is in it. */
const slugLimit = (settings: RewriteSettings): number => {
  const probe = renderDomain(settings.format, 'a'.repeat(LABEL_LIMIT));
  const overLimit = probe.kind === 'domain' ? Math.max(0, probe.domain.length - DOMAIN_LIMIT) : 0;
  return Math.max(1, LABEL_LIMIT - overLimit);
};

const problemsOfSlug = (
  group: SiteGroup,
  slug: string,
  isUsed: boolean,
  suggest: () => string,
): readonly Problem[] => {
  const found = slugProblem(slug);
  if (found === null) return [];
  const { code, reason } = found;
  const severity = isUsed ? found.severity : 'warning';
  const message = `The slug ${slug === '' ? '' : `"${slug}" `}of ${siteLabel(group.site)} ${reason}.`;
  return [{ code, severity, siteId: group.site.id, message, suggestion: suggest() }];
};

const problemsOfDomain = (group: SiteGroup, domain: string): readonly Problem[] =>
  hostFaults(domain).map(({ code, reason }) => ({
    code,
    severity: 'error',
    siteId: group.site.id,
    message: `The new domain of ${siteLabel(group.site)}, "${domain}", ${reason}.`,
    suggestion: null,
  }));

/** Both forms of a domain outside ASCII: Python writes it as it is, and no request ever matches that (trap 1). */
const noteOfPunycode = (group: SiteGroup, inUnicode: string, domain: string): readonly Problem[] =>
  inUnicode === domain
    ? []
    : [
        {
          code: 'domain-unusual',
          severity: 'warning',
          siteId: group.site.id,
          message: `${inUnicode} is written as ${domain}, which is what browsers send.`,
          suggestion: null,
        },
      ];

/** Whether a site's domain is its real domain rather than made of its slug, in the order of multisite.md, "Rewriting domains". */
export const isFromRealDomain = (settings: RewriteSettings, realDomain: string): boolean =>
  settings.useRealDomain || (!settings.rewriteDomains && realDomain !== '');

const fromRealDomain = (group: SiteGroup, realDomain: string): IntendedDomain => {
  const domain = toAsciiDomain(realDomain);
  const faults = problemsOfDomain(group, domain);
  return {
    domain: faults.length === 0 ? domain : null,
    isFromSlug: false,
    problems: [...faults, ...noteOfPunycode(group, realDomain, domain)],
  };
};

const fromSlug = (
  group: SiteGroup,
  slug: string,
  settings: RewriteSettings,
  suggest: () => string,
): IntendedDomain => {
  const slugProblems = problemsOfSlug(group, slug, true, suggest);
  const rendered = renderDomain(settings.format, slug);
  if (rendered.kind === 'fault') {
    const message = `${siteLabelFirst(group.site)} gets no domain: ${rendered.fault}.`;
    const problem: Problem = {
      code: 'slug-invalid',
      severity: 'error',
      siteId: group.site.id,
      message,
      suggestion: null,
    };
    return { domain: null, isFromSlug: true, problems: [...slugProblems, problem] };
  }
  const isSlugBad = slugProblems.some(({ severity }) => severity === 'error');
  const faults = problemsOfDomain(group, rendered.domain)
    .filter(({ code }) => !isSlugBad || code === 'domain-too-long')
    .map((problem) => (problem.code === 'domain-unusual' ? problem : { ...problem, suggestion: suggest() }));
  return {
    domain: isSlugBad || faults.length > 0 ? null : rendered.domain,
    isFromSlug: true,
    problems: [...slugProblems, ...faults, ...noteOfPunycode(group, rendered.inUnicode, rendered.domain)],
  };
};

/**
 * The domain that a managed site should have, in the order of multisite.md, "Rewriting domains": real domain when that is asked
 * for, else the format with the slug, else (rewriting is off) the real domain and without one the format.
 */
export const intendedDomain = (
  group: SiteGroup,
  identity: { readonly slug: string; readonly realDomain: string },
  settings: RewriteSettings,
  giveSlug: SlugGiver,
): IntendedDomain => {
  const { slug, realDomain } = identity;
  let suggestion: string | null = null;
  const suggest = (): string => {
    suggestion ??= giveSlug(slug === '' ? slugSource(group.site) : slug, slug, slugLimit(settings));
    return suggestion;
  };
  if (settings.useRealDomain && realDomain === '') {
    const isDisabled = group.plus?.isEnabled === false;
    const message = isDisabled
      ? `${siteLabelFirst(group.site)} has no real domain; it is disabled, so it keeps "${group.site.domain}".`
      : `${siteLabelFirst(group.site)} has no real domain, and real domains are asked for: its domain would become blank.`;
    const severity = isDisabled ? 'warning' : 'error';
    const problem: Problem = {
      code: 'real-domain-empty',
      severity,
      siteId: group.site.id,
      message,
      suggestion: null,
    };
    return { domain: isDisabled ? group.site.domain : null, isFromSlug: false, problems: [problem] };
  }
  if (isFromRealDomain(settings, realDomain)) {
    const intended = fromRealDomain(group, realDomain);
    return { ...intended, problems: [...intended.problems, ...problemsOfSlug(group, slug, false, suggest)] };
  }
  return fromSlug(group, slug, settings, suggest);
};
