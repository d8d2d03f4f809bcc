import { SegmentedControl } from '@mantine/core';
import type { Database, PlanRecord, Site } from '../../../app/contract';
import { usePlan } from '../../plans/use-plan';
import { sizeOfPlan } from './plan-lines';
import { configuredRewrite, orderPlan, type PlanOrder } from './plan-order';
import classes from './rewrite.module.css';
import { useRevision } from './use-revision';

interface Props {
  readonly database: Database;
  readonly order: PlanOrder;
  readonly sites: readonly Site[];
  readonly history: readonly PlanRecord[];
}

const others = [
  { kind: 'populate', name: 'Populate' },
  { kind: 'adopt', name: 'Adopt' },
  { kind: 'repair', name: 'Repair' },
] as const;

const orders = {
  populate: { kind: 'populate' },
  adopt: { kind: 'adopt' },
  repair: { kind: 'repair' },
} as const;

/** The other plans that would change something, beside the rewrite; none of them where there is nothing to do. */
export const OtherPlans = ({ database, order, sites, history }: Props) => {
  const revision = useRevision(sites, history, null, null);
  const shown = {
    populate: usePlan(database, orders.populate, revision),
    adopt: usePlan(database, orders.adopt, revision),
    repair: usePlan(database, orders.repair, revision),
  };
  const useful = others.flatMap(({ kind, name }) => {
    const of = shown[kind];
    const rows = of.state === 'failed' || of.plan === null ? 0 : sizeOfPlan(of.plan).rows;
    return rows > 0 || order.kind === kind ? [{ value: kind, label: `${name} ${rows}` }] : [];
  });
  const undo = order.kind === 'undo' ? [{ value: 'undo' as const, label: 'Undo' }] : [];
  const choices = [{ value: 'rewrite' as const, label: 'Rewrite' }, ...useful, ...undo];
  if (choices.length === 1) return null;
  return (
    <SegmentedControl
      aria-label="Plan"
      withItemsBorders={false}
      classNames={{ label: classes.segment ?? '' }}
      data={choices}
      value={order.kind}
      onChange={(kind) => orderPlan(database.id, kind === 'rewrite' ? configuredRewrite : { kind })}
    />
  );
};
