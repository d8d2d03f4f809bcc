import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Database, PlanRecord, Project, Site, SitePlan } from '../../../app/contract';
import { Facts } from '../../facts/facts';
import { useEngine } from '../../store/current';
import { serversOf } from '../../store/selectors';
import { dayText } from '../../text/age';
import { counted } from '../../text/counted';
import { ageStepMs, useNow } from '../../text/use-now';
import { Conflicts } from './conflicts';
import { warningsOf } from './plan-lines';
import { orderPlan, type PlanOrder } from './plan-order';
import classes from './rewrite.module.css';
import { whenApplied } from './when-applied';

const History = ({
  database,
  history,
}: {
  readonly database: Database;
  readonly history: readonly PlanRecord[];
}) => {
  const nowMs = useNow(ageStepMs);
  const newest = history.find(({ state }) => state === 'applied');
  return (
    <section className={classes.section}>
      <h2>History</h2>
      {history.length === 0 && <p className={classes.dimmed}>No plan was applied yet</p>}
      <ul className={classes.history}>
        {history.map((plan) => (
          <li key={plan.id} data-undone={plan.state === 'undone' || undefined}>
            <span>
              {plan.title}
              <small>
                {dayText(plan.appliedAt, nowMs)} · {counted(plan.rowCount, 'row')}
                {plan.undoneAt !== null && ` · undone ${dayText(plan.undoneAt, nowMs)}`}
              </small>
            </span>
            {plan === newest && (
              <Button
                leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
                aria-label={`Undo ${plan.title}…`}
                onClick={() => orderPlan(database.id, { kind: 'undo' })}
              >
                Undo…
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly order: PlanOrder;
  readonly plan: SitePlan | null;
  readonly sites: readonly Site[];
  readonly history: readonly PlanRecord[];
}

/** Conflicts with their ways out, what applying means, and what was applied. */
export const PlanPanel = ({ project, database, order, plan, sites, history }: Props) => {
  const serverCount = useEngine((state) => serversOf(state, project.id).length) ?? 0;
  const warnings = plan === null ? [] : warningsOf(plan);
  return (
    <aside className={classes.panel} aria-label="About this plan">
      {plan !== null && <Conflicts database={database} order={order} plan={plan} sites={sites} />}
      {plan !== null && plan.changes.length > 0 && (
        <section className={classes.section}>
          <h2>When applied</h2>
          <Facts
            layout="ends"
            className={classes.facts}
            facts={whenApplied(plan, project, serverCount).map(([name, value]) => ({ name, value }))}
          />
        </section>
      )}
      <History database={database} history={history} />
      {warnings.length > 0 && (
        <section className={classes.section}>
          <h2>Worth knowing</h2>
          {warnings.map(({ code, siteId, message }) => (
            <p key={`${code}/${siteId}/${message}`} className={classes.dimmed}>
              {message}
            </p>
          ))}
        </section>
      )}
    </aside>
  );
};
