import type { Problem, Site, SiteChange, SitePlan } from '../../../app/contract';

/** One line of the diff, all of one height. */
export type PlanLine =
  | {
      readonly kind: 'change';
      readonly id: string;
      readonly siteId: number;
      readonly siteName: string;
      readonly isFirst: boolean;
      readonly change: SiteChange;
    }
  /** A site that keeps its rows since something is in the way; `number` is that of the conflict. */
  | {
      readonly kind: 'conflict';
      readonly id: string;
      readonly siteId: number;
      readonly siteName: string;
      readonly isFirst: true;
      readonly number: number;
      readonly domain: string;
    }
  /** A site that was left out by choice. */
  | {
      readonly kind: 'left-out';
      readonly id: string;
      readonly siteId: number;
      readonly siteName: string;
      readonly isFirst: true;
      readonly domain: string;
    };

export interface Conflict {
  readonly number: number;
  readonly problem: Problem;
  readonly siteName: string;
}

type Sites = readonly Pick<Site, 'id' | 'name' | 'domain'>[];

const nameOf = (sites: Sites, siteId: number, plan: SitePlan): string =>
  sites.find(({ id }) => id === siteId)?.name ??
  plan.changes.find((change) => change.siteId === siteId && change.column === 'name')?.to ??
  (siteId < 0 ? 'New site' : `Site ${siteId}`);

/** What keeps sites out of a plan, numbered. */
export const conflictsOf = (plan: SitePlan, sites: Sites): readonly Conflict[] =>
  plan.problems
    .filter(({ severity }) => severity === 'error')
    .map((problem, index) => ({
      number: index + 1,
      problem,
      siteName: problem.siteId === null ? '' : nameOf(sites, problem.siteId, plan),
    }));

/** What is odd about the rows, and changes nothing of the plan. */
export const warningsOf = (plan: SitePlan): readonly Problem[] =>
  plan.problems.filter(({ severity }) => severity === 'warning');

/** How many rows a plan changes, and of how many sites. */
export const sizeOfPlan = ({ changes }: SitePlan): { readonly rows: number; readonly sites: number } => ({
  rows: new Set(changes.map(({ table, id, siteId }) => `${table} ${id ?? `new of ${siteId}`}`)).size,
  sites: new Set(changes.map(({ siteId }) => siteId)).size,
});

const changeLines = (plan: SitePlan, sites: Sites): readonly PlanLine[] => {
  const bySite = new Map<number, SiteChange[]>();
  for (const change of plan.changes) {
    const known = bySite.get(change.siteId);
    if (known === undefined) bySite.set(change.siteId, [change]);
    else known.push(change);
  }
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  return [...bySite].flatMap(([siteId, changes]) =>
    changes.map((change, index) => ({
      kind: 'change' as const,
      id: `${siteId}/${change.table}/${change.id}/${change.column}`,
      siteId,
      siteName: names.get(siteId) ?? nameOf(sites, siteId, plan),
      isFirst: index === 0,
      change,
    })),
  );
};

/** A plan without sites that were left out since it was computed. */
const without = (plan: SitePlan, leaveOut: readonly number[]): SitePlan => {
  const out = new Set(leaveOut);
  return {
    ...plan,
    changes: plan.changes.filter(({ siteId }) => !out.has(siteId)),
    problems: plan.problems.filter(({ siteId }) => siteId === null || !out.has(siteId)),
  };
};

/** The diff by site: conflicts first, then what changes, then what was left out. */
export const planLines = (
  whole: SitePlan,
  sites: Sites,
  leaveOut: readonly number[],
): readonly PlanLine[] => {
  const plan = without(whole, leaveOut);
  const domainOf = (siteId: number): string => sites.find(({ id }) => id === siteId)?.domain ?? '';
  const conflicts = conflictsOf(plan, sites).flatMap(({ problem, number, siteName }): readonly PlanLine[] =>
    problem.siteId === null
      ? []
      : [
          {
            kind: 'conflict',
            id: `conflict/${number}`,
            siteId: problem.siteId,
            siteName,
            isFirst: true,
            number,
            domain: domainOf(problem.siteId),
          },
        ],
  );
  const out = leaveOut.map(
    (siteId): PlanLine => ({
      kind: 'left-out',
      id: `out/${siteId}`,
      siteId,
      siteName: nameOf(sites, siteId, plan),
      isFirst: true,
      domain: domainOf(siteId),
    }),
  );
  return [...conflicts, ...changeLines(plan, sites), ...out];
};

/** Names that are too long for a column; their row's title has them in full. */
const shortNames: Readonly<Record<string, string>> = { django_multisite_plus_site: 'plus_site' };

/** The row of a change, and the column where it is not the domain. */
export const rowText = ({ table, id, column }: SiteChange): string => {
  const row = `${shortNames[table] ?? table} ${id ?? 'new'}`;
  return column === 'domain' ? row : `${row} · ${column}`;
};
