import type { Explanation, RouterAnswer } from '../../contract';
import { answerHost, type HostSetup } from '../hosts/host-lookup';
import { isFromRealDomain } from '../rewrite/intended-domain';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { draftSites } from '../rewrite/site-drafts';
import type { RouteTable } from '../routes/route-table';
import type { SiteRows } from '../sites/rows';
import { routerAnswer } from './router-answer';
import { tellDifferences } from './tell-differences';
import { tryCandidates, tryExactly } from './try-candidates';

type Setup<Mode extends HostSetup['mode']> = Extract<HostSetup, { readonly mode: Mode }>;

export interface ExplainInput {
  readonly rows: SiteRows;
  readonly settings: RewriteSettings;
  readonly host: string;
  readonly single: Setup<'single-process'>;
  readonly multi: Setup<'multi-process'>;
  /** The table that the router has, or would have. */
  readonly table: RouteTable;
  readonly projectId: string;
  /** Of the router. */
  readonly port: number;
}

/** What the rules alone tell of a host. */
type Explained = Pick<Explanation, 'host' | 'modes' | 'router'> & {
  readonly site: Omit<NonNullable<Explanation['site']>, 'settings'> | null;
};

const ruleOf = (settings: RewriteSettings, realDomain: string): 'real-domain' | 'format' =>
  isFromRealDomain(settings, realDomain) ? 'real-domain' : 'format';

const siteOf = ({ rows, settings }: ExplainInput, siteId: number | null): Explained['site'] => {
  const draft = draftSites(rows.tables, rows.identities, settings).find(({ site }) => site.id === siteId);
  if (draft === undefined) return null;
  const { site, identity, target } = draft;
  const realDomain = identity?.realDomain ?? '';
  return {
    id: site.id,
    name: site.name,
    slug: identity?.slug ?? '',
    domain: site.domain,
    realDomain,
    rule: identity === null || target === null ? 'kept' : ruleOf(settings, realDomain),
    intendedDomain: identity === null ? null : target,
  };
};

const siteIdOf = (router: RouterAnswer, modes: Explained['modes']): number | null => {
  if (router.kind === 'site') return router.siteId;
  for (const { python } of modes) if ('siteId' in python) return python.siteId;
  return null;
};

/**
 * Why a host is answered as it is: for both modes the aliases that are tried in order and what Python makes of them, what our router
 * does, and why they differ where they do.
 *
 * @param input.host as a client sends it in the Host header
 */
export const explainHost = (input: ExplainInput): Explained => {
  const { rows, host, single, multi, table, projectId, port } = input;
  const { tables } = rows;
  const aliases = tables.aliases ?? [];
  const router = routerAnswer(table, host, { projectId, port });
  const modes = [
    { setup: single, candidates: tryCandidates(aliases, host) },
    { setup: multi, candidates: tryExactly(aliases, host, multi.defaultDomain) },
  ].map(({ setup, candidates }) => {
    const python = answerHost({ tables, host, setup });
    return {
      mode: setup.mode,
      candidates,
      python,
      differences: tellDifferences(setup.mode, python, router, host),
    };
  });
  return { host, modes, router, site: siteOf(input, siteIdOf(router, modes)) };
};
