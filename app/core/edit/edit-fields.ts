import type { Problem, SiteEdit } from '../../contract';
import { hostFaults, toAsciiDomain } from '../names/host-name';
import { slugProblem, suggestSlug } from '../names/slugs';
import { NAME_LIMIT, REAL_DOMAIN_LIMIT } from '../sites/limits';
import type { PlusRow, SiteIdentity, SiteRow } from '../sites/rows';
import { type SiteGroup, siteLabel, siteLabelFirst } from '../sites/site-groups';

/** A site's own rows with the edited fields; problems are all errors. */
interface EditedFields {
  readonly site: SiteRow;
  readonly plus: PlusRow | null;
  readonly identity: SiteIdentity | null;
  readonly problems: readonly Problem[];
}

const errorOf = (
  group: SiteGroup,
  code: Problem['code'],
  message: string,
  suggestion: string | null = null,
) => ({ code, severity: 'error', siteId: group.site.id, message, suggestion }) satisfies Problem;

const at = (field: NonNullable<Problem['field']>, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, field }));

const nameProblems = (group: SiteGroup, name: string | null): Problem[] => {
  if (name === null) return [];
  const length = [...name].length;
  if (name.trim() === '')
    return [errorOf(group, 'name-blank', `The name of ${siteLabel(group.site)} cannot be blank.`)];
  if (length <= NAME_LIMIT) return [];
  const shortened = [...name].slice(0, NAME_LIMIT).join('').trim();
  const message = `The new name of ${siteLabel(group.site)} has ${length} characters; at most ${NAME_LIMIT} fit.`;
  return [errorOf(group, 'name-too-long', message, shortened)];
};

const slugProblems = (group: SiteGroup, slug: string | null): Problem[] => {
  const found = slug === null ? null : slugProblem(slug);
  if (slug === null || found === null) return [];
  const message = `The new slug ${slug === '' ? '' : `"${slug}" `}of ${siteLabel(group.site)} ${found.reason}.`;
  return [errorOf(group, found.code, message, slug === '' ? null : suggestSlug(slug, new Set()))];
};

/** The host of what was pasted from a browser: without scheme, path and blanks. */
const bareHost = (realDomain: string): string =>
  realDomain
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .toLowerCase();

const realDomainProblems = (group: SiteGroup, realDomain: string | null): Problem[] => {
  if (realDomain === null || realDomain === '') return [];
  const length = [...realDomain].length;
  const reasons =
    length > REAL_DOMAIN_LIMIT
      ? [`has ${length} characters; at most ${REAL_DOMAIN_LIMIT} fit`]
      : hostFaults(toAsciiDomain(realDomain))
          .filter(({ code }) => code !== 'domain-too-long')
          .map(({ reason }) => reason);
  const bare = bareHost(realDomain);
  const isBareGood = bare !== '' && hostFaults(toAsciiDomain(bare)).length === 0;
  return reasons.map((reason) =>
    errorOf(
      group,
      length > REAL_DOMAIN_LIMIT ? 'domain-too-long' : 'domain-unusual',
      `The new real domain "${realDomain}" of ${siteLabel(group.site)} ${reason}.`,
      isBareGood ? bare : null,
    ),
  );
};

/** What the database has no place for: a whole table, or this site's row of it. */
const placeProblems = (group: SiteGroup, edit: SiteEdit, hasPlusTable: boolean): Problem[] => {
  const ofPlus = [
    ...(edit.isEnabled === null ? [] : ['whether it is enabled']),
    ...(edit.extraConfig === null ? [] : ['extra configuration']),
  ];
  const ofIdentity = [
    ...(edit.slug === null ? [] : ['a slug']),
    ...(edit.realDomain === null ? [] : ['a real domain']),
  ];
  if (!hasPlusTable && ofPlus.length > 0) {
    const message = `This database has no table django_multisite_plus_site, so there is no place for ${ofPlus.join(' and ')} of ${siteLabel(group.site)}.`;
    return [errorOf(group, 'place-missing', message)];
  }
  const unplaced = group.identity === null ? [...ofIdentity, ...ofPlus] : [];
  if (unplaced.length === 0) return [];
  const what = hasPlusTable ? 'no row in django_multisite_plus_site' : 'no slug yet';
  const message = `${siteLabelFirst(group.site)} has ${what}, so there is no place for ${unplaced.join(' and ')}: adopt it first.`;
  return [errorOf(group, 'plus-row-missing', message)];
};

/** Puts the edited fields into a site's rows, once each was found good by itself; other sites are not looked at. */
export const editFields = (group: SiteGroup, edit: SiteEdit, hasPlusTable: boolean): EditedFields => {
  const { site, plus, identity } = group;
  const slug = edit.slug ?? identity?.slug ?? '';
  const realDomain = edit.realDomain ?? identity?.realDomain ?? '';
  return {
    site: { ...site, name: edit.name ?? site.name },
    plus:
      plus === null
        ? null
        : {
            ...plus,
            slug,
            realDomain,
            isEnabled: edit.isEnabled ?? plus.isEnabled,
            extraUwsgiIni: edit.extraConfig?.replaceAll('\r\n', '\n') ?? plus.extraUwsgiIni,
          },
    identity: identity === null ? null : { ...identity, slug, realDomain },
    problems: [
      ...placeProblems(group, edit, hasPlusTable),
      ...at('name', nameProblems(group, edit.name)),
      ...at('slug', slugProblems(group, edit.slug)),
      ...at('realDomain', realDomainProblems(group, edit.realDomain)),
    ],
  };
};
