import type { AliasRow } from '../sites/rows';
import type { SiteGroup } from '../sites/site-groups';

const shown = (value: string): string => (value === '' ? 'none' : value);

const moved = (what: string, from: string, to: string): string[] =>
  from === to ? [] : [`${what} ${shown(from)} → ${shown(to)}`];

const aliasParts = (before: readonly AliasRow[], after: readonly AliasRow[]): string[] => {
  const old = new Map(before.map((alias) => [alias.id, alias]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id)).map(({ domain }) => `alias ${domain} removed`);
  const rest = after.flatMap((alias): string[] => {
    const was = old.get(alias.id);
    if (was === undefined) return [`alias ${alias.domain} added`];
    if (alias.isCanonical === true && was.isCanonical !== true)
      return [`alias ${alias.domain} made canonical`];
    if (alias.isCanonical === true) return [];
    const flag =
      was.redirectToCanonical === alias.redirectToCanonical
        ? []
        : [`alias ${alias.domain} ${alias.redirectToCanonical ? 'redirects' : 'serves the site'}`];
    return [...moved('alias', was.domain, alias.domain), ...flag];
  });
  return [...gone, ...rest];
};

/** What an edit does, for history: `Example Bici: slug bicicletta → bici, disabled`. */
export const editTitle = (before: SiteGroup, after: SiteGroup): string => {
  const name = before.site.name === '' ? `Site ${before.site.id}` : before.site.name;
  const parts = [
    ...moved('name', before.site.name, after.site.name),
    ...moved('slug', before.identity?.slug ?? '', after.identity?.slug ?? ''),
    ...moved('real domain', before.identity?.realDomain ?? '', after.identity?.realDomain ?? ''),
    ...(before.plus?.isEnabled === after.plus?.isEnabled
      ? []
      : [after.plus?.isEnabled === true ? 'enabled' : 'disabled']),
    ...(before.plus?.extraUwsgiIni === after.plus?.extraUwsgiIni ? [] : ['extra configuration']),
    ...aliasParts(before.aliases, after.aliases),
  ];
  return `${name}: ${parts.length === 0 ? 'nothing to change' : parts.join(', ')}`;
};
