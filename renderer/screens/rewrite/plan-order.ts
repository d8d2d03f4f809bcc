import { create } from 'zustand';
import type { SiteOperationInput } from '../../../app/contract';

/** What the plan on the screen is of. */
export type PlanOrder =
  | {
      readonly kind: 'rewrite';
      /** Null: the project's own. */
      readonly format: string | null;
      readonly asRealDomains: boolean;
      /** Slugs that solve conflicts, by site id. */
      readonly slugs: Readonly<Record<number, string>>;
      /** Sites that keep all their rows. */
      readonly leaveOut: readonly number[];
    }
  | { readonly kind: 'populate' | 'adopt' | 'repair' | 'undo' };

export type RewriteOrder = Extract<PlanOrder, { kind: 'rewrite' }>;

export const configuredRewrite: RewriteOrder = {
  kind: 'rewrite',
  format: null,
  asRealDomains: false,
  slugs: {},
  leaveOut: [],
};

/** What the person asks for. It is of one database: another one begins anew. */
export const usePlanOrder = create<{ readonly databaseId: string | null; readonly order: PlanOrder }>()(
  () => ({ databaseId: null, order: configuredRewrite }),
);

export const orderPlan = (databaseId: string, order: PlanOrder): void =>
  usePlanOrder.setState({ databaseId, order });

/** The order for a database: what was asked for it, else the rewrite as the project is configured. */
export const orderFor = (
  chosen: { readonly databaseId: string | null; readonly order: PlanOrder },
  databaseId: string,
): PlanOrder => (chosen.databaseId === databaseId ? chosen.order : configuredRewrite);

/** An order as the door takes it. */
export const operationOf = (order: PlanOrder): SiteOperationInput =>
  order.kind === 'rewrite'
    ? {
        kind: 'rewrite',
        domainFormat: order.asRealDomains ? null : order.format,
        asRealDomains: order.asRealDomains,
        slugs: Object.fromEntries(Object.entries(order.slugs)),
        leaveOut: [...order.leaveOut],
      }
    : { kind: order.kind };

/** With a site taken in or left out. */
export const withSite = (order: RewriteOrder, siteId: number, isIn: boolean): RewriteOrder => ({
  ...order,
  leaveOut: isIn ? order.leaveOut.filter((id) => id !== siteId) : [...new Set([...order.leaveOut, siteId])],
});
