import { AppError, type Problem, type SiteEdit } from '../../contract';
import type { OperationInput, OperationOutcome, SiteOperation } from '../plans/operation';
import { intendedDomain, isFromRealDomain } from '../rewrite/intended-domain';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { settleRows } from '../settle/settle-rows';
import { rowWarnings } from '../sites/row-warnings';
import type { SiteRows } from '../sites/rows';
import { groupSites, type SiteGroup, siteLabel, siteLabelFirst } from '../sites/site-groups';
import { editAliases } from './edit-aliases';
import { editFields } from './edit-fields';
import { editTitle } from './edit-title';

const groupOf = (rows: SiteRows, siteId: number): SiteGroup => {
  const groups = groupSites(rows.tables, rows.identities);
  const found = groups.find(({ site }) => site.id === siteId);
  if (found !== undefined) return found;
  throw new AppError('site-not-found', `This database has no site with the id ${siteId}.`, {
    hint: groups.length === 0 ? 'It has none.' : `It has: ${groups.map(({ site }) => site.id).join(', ')}.`,
    data: { siteId },
  });
};

const refuseContradiction = (edit: SiteEdit): void => {
  const isMoved = edit.slug !== null || edit.realDomain !== null;
  if (!isMoved || edit.aliases.every((alias) => alias.edit !== 'make-canonical')) return;
  throw new AppError(
    'site-edit-invalid',
    'A slug or real domain and a canonical alias both say what the domain is; give one of them.',
    { hint: 'Do it in two steps.', data: { siteId: edit.siteId } },
  );
};

const replaced = <Row>(rows: readonly Row[] | null, row: Row | null, isIt: (one: Row) => boolean) =>
  rows === null || row === null ? rows : rows.map((one) => (isIt(one) ? row : one));

/** All rows with those of the edited site, before the domain rule. */
const wantedRows = (input: OperationInput, edit: SiteEdit, group: SiteGroup) => {
  const { tables, identities } = input;
  const fields = editFields(group, edit, tables.plus !== null);
  const { aliases, sites, plus } = tables;
  const edited =
    aliases === null ? null : editAliases({ site: group.site, sites: sites ?? [], aliases }, edit.aliases);
  const noTable: Problem[] =
    aliases !== null || edit.aliases.length === 0
      ? []
      : [
          {
            code: 'place-missing',
            severity: 'error',
            siteId: group.site.id,
            message: `This database has no table multisite_alias, so ${siteLabel(group.site)} cannot have aliases.`,
            suggestion: null,
          },
        ];
  const domain = edited?.domain ?? group.site.domain;
  const isMoved = domain !== group.site.domain;
  const realDomain = fields.plus?.realDomain ?? fields.identity?.realDomain ?? '';
  // Where the real domain decides, it goes along: the next rewrite would take the new domain away again.
  const follows = isMoved && isFromRealDomain(input.settings, realDomain);
  const withReal = <Row extends object>(row: Row | null) =>
    row === null || !follows ? row : { ...row, realDomain: domain };
  const isOwn = ({ siteId }: { readonly siteId: number }): boolean => siteId === group.site.id;
  const rows: SiteRows = {
    tables: {
      sites: replaced(sites, { ...fields.site, domain }, ({ id }) => id === group.site.id),
      aliases: edited?.aliases ?? null,
      plus: replaced(plus, withReal(fields.plus), isOwn),
    },
    identities: replaced(identities, withReal(fields.identity), isOwn) ?? [],
  };
  return {
    rows,
    realDomain,
    isMoved,
    problems: [...fields.problems, ...noTable, ...(edited?.problems ?? [])],
  };
};

/** That the next rewrite does not agree with a domain that an alias gave. */
const notLasting = (group: SiteGroup, settings: RewriteSettings): Problem[] => {
  if (group.identity === null) return [];
  const { domain } = intendedDomain(group, group.identity, settings, (text) => text);
  if (domain === null || domain === group.site.domain) return [];
  return [
    {
      code: 'canonical-not-lasting',
      severity: 'warning',
      siteId: group.site.id,
      message: `${siteLabelFirst(group.site)} gets the domain "${group.site.domain}", while the domain format gives it "${domain}": every rewrite will name that and leave this site out, until "${domain}" is its canonical alias again.`,
      suggestion: null,
    },
  ];
};

const edited = (input: OperationInput, edit: SiteEdit): OperationOutcome => {
  const { settings, routerPort } = input;
  const before: SiteRows = { tables: input.tables, identities: input.identities };
  const group = groupOf(before, edit.siteId);
  refuseContradiction(edit);
  const wanted = wantedRows(input, edit, group);
  const title = (rows: SiteRows): string => editTitle(group, groupOf(rows, edit.siteId));
  if (wanted.problems.length > 0) return { after: before, problems: wanted.problems, title: title(before) };
  const now = groupOf(wanted.rows, edit.siteId);
  const wasReal = isFromRealDomain(settings, group.identity?.realDomain ?? '');
  const isReal = isFromRealDomain(settings, wanted.realDomain);
  const isRealChanged = now.identity?.realDomain !== group.identity?.realDomain;
  const isSlugChanged = now.identity?.slug !== group.identity?.slug;
  const follows = !wanted.isMoved && (isReal ? isRealChanged : isSlugChanged || wasReal);
  const { after, leftOut, problems } = settleRows({
    before,
    wanted: wanted.rows,
    rewritten: new Set(follows ? [edit.siteId] : []),
    settings,
  });
  if (leftOut.size > 0) return { after: before, problems, title: title(before) };
  const result = groupOf(after, edit.siteId);
  return {
    after,
    problems: [
      ...problems,
      ...(wanted.isMoved ? notLasting(result, settings) : []),
      ...rowWarnings(result, routerPort),
    ],
    title: title(after),
  };
};

/**
 * Edits one site: name, slug, real domain, enabled, extra configuration, aliases. All of it or nothing: an error among the problems
 * leaves every row as it is. A new slug or real domain, where the domain is made of it, gives the site its new domain and canonical
 * alias in the same plan. Fields that a database has no place for are refused with the reason.
 *
 * @throws AppError `site-not-found`, `alias-not-found`; `site-edit-invalid` for a canonical alias together with a slug or real domain
 */
export const editSite =
  (edit: SiteEdit): SiteOperation =>
  (input) =>
    edited(input, edit);
