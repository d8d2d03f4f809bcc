import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Database, Project } from '../../../app/contract';
import type { ShownPlan } from '../../plans/use-plan';
import { call } from '../../store/call';
import { counted } from '../../text/counted';
import { applyOrder } from './apply-order';
import { sizeOfPlan } from './plan-lines';
import { configuredRewrite, orderPlan, type PlanOrder, type RewriteOrder } from './plan-order';
import { barText, presetOf, presets } from './plan-text';
import classes from './rewrite.module.css';

const FormatChoice = ({
  project,
  database,
  order,
  error,
}: {
  readonly project: Project;
  readonly database: Database;
  readonly order: RewriteOrder;
  readonly error: string | null;
}) => {
  const format = order.format ?? project.domainFormat;
  const choose = (parts: Partial<RewriteOrder>): void => orderPlan(database.id, { ...order, ...parts });
  return (
    <div className={classes.format}>
      <label htmlFor="domain-format">Domain format</label>
      <TextInput
        id="domain-format"
        className={classes.field ?? ''}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        disabled={order.asRealDomains}
        value={format}
        error={error !== null}
        onChange={({ currentTarget: { value } }) =>
          choose({ format: value === project.domainFormat ? null : value })
        }
      />
      <SegmentedControl
        aria-label="Domains"
        withItemsBorders={false}
        classNames={{ label: classes.segment ?? '' }}
        data={presets(project.domainFormat)}
        value={presetOf(order, project.domainFormat)}
        onChange={(value) =>
          choose(
            value === 'real'
              ? { asRealDomains: true, format: null }
              : { asRealDomains: false, format: value === project.domainFormat ? null : value },
          )
        }
      />
      {error !== null && <span className={classes.bad}>{error}</span>}
    </div>
  );
};

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly order: PlanOrder;
  readonly shown: ShownPlan;
  readonly isStale: boolean;
  readonly onStale: () => void;
}

/** What is asked for, what it comes to, and the button that writes it. */
export const PlanBar = ({ project, database, order, shown, isStale, onStale }: Props) => {
  const [isApplying, setIsApplying] = useState(false);
  const plan = shown.state === 'failed' ? null : shown.plan;
  const conflicts = plan?.problems.filter(({ severity }) => severity === 'error').length ?? 0;
  const changeCount = useMemo(() => (plan === null ? 0 : sizeOfPlan(plan).rows), [plan]);
  const canApply = shown.state === 'shown' && changeCount > 0 && conflicts === 0 && !isApplying;
  const apply = async (): Promise<void> => {
    if (plan === null) return;
    setIsApplying(true);
    const outcome = await applyOrder(database, order, plan);
    setIsApplying(false);
    if (outcome === 'stale') onStale();
    if (outcome !== 'applied') return;
    if (order.kind === 'rewrite') orderPlan(database.id, { ...order, slugs: {}, leaveOut: [] });
    else orderPlan(database.id, configuredRewrite);
  };
  const formatError =
    shown.state === 'failed' && shown.error.code === 'domain-format-invalid' ? shown.error.message : null;
  const isOther = order.kind === 'rewrite' && order.format !== null && !order.asRealDomains;
  return (
    <header className={classes.bar}>
      {order.kind === 'rewrite' ? (
        <FormatChoice project={project} database={database} order={order} error={formatError} />
      ) : (
        <strong className={classes.title}>{plan?.title ?? ''}</strong>
      )}
      <div className={classes.end}>
        <span className={classes.summary} role="status">
          {isStale && shown.state === 'shown' && 'The sites had changed: this is the plan as it is now. '}
          {plan !== null && barText(plan)}
        </span>
        {isOther && formatError === null && (
          <Button
            variant="subtle"
            onClick={() =>
              void call((client) =>
                client.projects.configure({
                  projectId: project.id,
                  changes: [{ key: 'domainFormat', value: order.format }],
                  file: null,
                }),
              )
            }
          >
            Keep as format
          </Button>
        )}
        <Button variant="filled" disabled={!canApply} loading={isApplying} onClick={() => void apply()}>
          {order.kind === 'undo' ? 'Undo' : 'Apply'}
          {plan !== null && ` ${counted(changeCount, 'change')}`}
        </Button>
      </div>
    </header>
  );
};
