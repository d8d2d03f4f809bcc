import { Button, Group } from '@mantine/core';
import type { Database, Site, SitePlan } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { conflictsOf } from './plan-lines';
import { orderPlan, type PlanOrder, withSite } from './plan-order';
import classes from './rewrite.module.css';

interface Props {
  readonly database: Database;
  readonly order: PlanOrder;
  readonly plan: SitePlan;
  readonly sites: readonly Site[];
}

/** What keeps sites out of the plan, each with its ways out, best first. */
export const Conflicts = ({ database, order, plan, sites }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  return conflictsOf(plan, sites).map(({ number, siteName, problem }) => {
    const { siteId, suggestion, message } = problem;
    return (
      <section key={number} className={classes.section} aria-label={`Conflict ${number}`}>
        <h2>
          <span className={classes.number}>{number}</span>
          {siteName === '' ? 'A conflict' : `${siteName} cannot be rewritten`}
        </h2>
        <p>{message}</p>
        {siteId !== null && (
          <Group gap={8}>
            {order.kind === 'rewrite' && suggestion !== null && (
              <Button
                onClick={() =>
                  orderPlan(database.id, { ...order, slugs: { ...order.slugs, [siteId]: suggestion } })
                }
              >
                Use {suggestion} for site {siteId}
              </Button>
            )}
            {order.kind === 'rewrite' && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => orderPlan(database.id, withSite(order, siteId, false))}
              >
                Leave site {siteId} out
              </Button>
            )}
            {sites.some(({ id }) => id === siteId) && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => go({ screen: 'site', project: database.projectId, siteId, panel: 'fields' })}
              >
                Open site {siteId}
              </Button>
            )}
          </Group>
        )}
      </section>
    );
  });
};
