import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { Database, Project } from '../../../app/contract';
import { ImportButton } from '../../commands/import-button';
import { TabTools } from '../../frame/tab-tools';
import { usePlan } from '../../plans/use-plan';
import { useActiveDatabase, useEngine } from '../../store/current';
import { sitesOf } from '../../store/selectors';
import { OtherPlans } from './other-plans';
import { PlanBar } from './plan-bar';
import { operationOf, orderFor, usePlanOrder } from './plan-order';
import { PlanPanel } from './plan-panel';
import { PlanTable } from './plan-table';
import classes from './rewrite.module.css';
import { useRevision } from './use-revision';

const PlanOf = ({ project, database }: { readonly project: Project; readonly database: Database }) => {
  const order = orderFor(usePlanOrder(), database.id);
  const sites = useEngine((state) => sitesOf(state, database.id)) ?? [];
  const history = useEngine((state) => state.plans.find(({ id }) => id === database.id)?.plans) ?? [];
  const [staleCount, setStaleCount] = useState(0);
  const shown = usePlan(
    database,
    operationOf(order),
    useRevision(sites, history, project.domainFormat, staleCount),
  );
  const plan = shown.state === 'failed' ? null : shown.plan;
  const { copied, copy } = useClipboard({ timeout: 1_000 });
  return (
    <div className={classes.screen}>
      <TabTools>
        <OtherPlans database={database} order={order} sites={sites} history={history} />
        <Button
          variant="subtle"
          color="gray"
          disabled={plan === null}
          leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          onClick={() => copy(JSON.stringify(plan, null, 2))}
        >
          {copied ? 'Copied' : 'Copy plan as JSON'}
        </Button>
      </TabTools>
      <PlanBar
        project={project}
        database={database}
        order={order}
        shown={shown}
        isStale={staleCount > 0}
        onStale={() => setStaleCount((count) => count + 1)}
      />
      <PlanTable database={database} order={order} shown={shown} sites={sites} />
      <PlanPanel
        project={project}
        database={database}
        order={order}
        plan={plan}
        sites={sites}
        history={history}
      />
    </div>
  );
};

/** What will be written to the rows of the sites, before it is; and what was. */
export const RewriteScreen = ({ project }: { readonly project: Project }) => {
  const database = useActiveDatabase();
  if (database === null)
    return (
      <div className={classes.empty}>
        <strong>No database yet</strong>
        <span>A dump brings the sites whose domains are rewritten.</span>
        <ImportButton variant="filled" />
      </div>
    );
  return <PlanOf key={database.id} project={project} database={database} />;
};
