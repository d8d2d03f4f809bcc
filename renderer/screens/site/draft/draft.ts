import type { AliasEdit, Site, SiteOperationInput } from '../../../../app/contract';

/** What somebody changed and has not saved; null leaves a field as it is. */
export interface Draft {
  readonly slug: string | null;
  readonly name: string | null;
  readonly realDomain: string | null;
  readonly isEnabled: boolean | null;
  readonly extraConfig: string | null;
  /** One after the other. */
  readonly aliases: readonly AliasEdit[];
}

export type TextField = 'slug' | 'name' | 'realDomain' | 'extraConfig';

export const emptyDraft: Draft = {
  slug: null,
  name: null,
  realDomain: null,
  isEnabled: null,
  extraConfig: null,
  aliases: [],
};

/** Without what is as the site has it already, e.g. since it was typed back or somebody else saved the same. */
export const settled = (draft: Draft, site: Site): Draft => {
  const unless = <Value>(value: Value | null, same: Value): Value | null => (value === same ? null : value);
  return {
    slug: unless(draft.slug, site.slug),
    name: unless(draft.name, site.name),
    realDomain: unless(draft.realDomain, site.realDomain),
    isEnabled: unless(draft.isEnabled, site.isEnabled),
    extraConfig: unless(draft.extraConfig, site.extraConfig),
    aliases: draft.aliases,
  };
};

/** Whether it changes nothing. */
export const isEmpty = ({ aliases, ...fields }: Draft): boolean =>
  aliases.length === 0 && Object.values(fields).every((value) => value === null);

/** What saving would ask the engine for; null where nothing is changed. */
export const operationOf = (draft: Draft, site: Site): SiteOperationInput | null => {
  const changed = settled(draft, site);
  return isEmpty(changed)
    ? null
    : { ...changed, aliases: [...changed.aliases], kind: 'edit', siteId: site.id };
};
