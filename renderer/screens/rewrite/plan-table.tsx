import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { Database, Site, SitePlan } from '../../../app/contract';
import type { ShownPlan } from '../../plans/use-plan';
import { PlanCells } from './plan-cells';
import { planLines } from './plan-lines';
import { orderPlan, type PlanOrder, withSite } from './plan-order';
import classes from './plan-table.module.css';

/** Height of a line, in px. */
const lineHeight = 26;

/** From so many lines on only those in sight are in the page. */
const virtualFrom = 100;

interface Props {
  readonly database: Database;
  readonly order: PlanOrder;
  readonly sites: readonly Site[];
}

const noSites: readonly number[] = [];

const Waiting = () => (
  <div className={classes.waiting} aria-busy="true">
    {[60, 42, 68, 50, 58, 46].map((width) => (
      <Skeleton key={width} height={12} width={`${width}%`} />
    ))}
  </div>
);

const nothingText = (order: PlanOrder): string =>
  order.kind === 'rewrite'
    ? order.asRealDomains
      ? 'Every site has its real domain'
      : 'Every domain is as the format says'
    : 'There is nothing to change';

const Lines = ({
  database,
  order,
  sites,
  plan,
  isOld,
}: Props & { readonly plan: SitePlan; readonly isOld: boolean }) => {
  const scroller = useRef<HTMLDivElement>(null);
  const leaveOut = order.kind === 'rewrite' ? order.leaveOut : noSites;
  const lines = useMemo(() => planLines(plan, sites, leaveOut), [plan, sites, leaveOut]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: lines.length <= virtualFrom ? virtualFrom : 20,
  });
  if (lines.length === 0) return <p className={classes.nothing}>{nothingText(order)}</p>;
  return (
    <div ref={scroller} className={classes.scroller} data-old={isOld || undefined}>
      <table aria-label="Rows that will change" aria-rowcount={lines.length + 1} className={classes.table}>
        <thead className={classes.head}>
          <tr aria-rowindex={1} className={classes.line}>
            <th>Site</th>
            <th>Row</th>
            <th>From</th>
            <td />
            <th>To</th>
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const { siteId } = line;
            return (
              <tr
                key={key}
                aria-rowindex={index + 2}
                className={`${classes.line} ${classes.placed}`}
                style={{ transform: `translateY(${start}px)` }}
                data-kind={line.kind}
                data-first={(line.isFirst && index > 0) || undefined}
              >
                <PlanCells
                  line={line}
                  isIn={line.kind !== 'left-out'}
                  onChoose={
                    order.kind === 'rewrite'
                      ? (isIn) => orderPlan(database.id, withSite(order, siteId, isIn))
                      : null
                  }
                />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

/** Every row that will change, by site. */
export const PlanTable = ({ shown, ...props }: Props & { readonly shown: ShownPlan }) => {
  if (shown.state === 'failed')
    return (
      <div className={classes.failed} role="alert">
        <strong>{shown.error.message}</strong>
        <span>{shown.error.hint}</span>
      </div>
    );
  if (shown.plan === null) return <Waiting />;
  return <Lines {...props} plan={shown.plan} isOld={shown.state === 'computing'} />;
};
