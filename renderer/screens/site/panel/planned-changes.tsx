import { IconInfoCircle } from '@tabler/icons-react';
import type { Problem, Project } from '../../../../app/contract';
import { ChangedText } from '../../../diff/changed-text';
import type { ShownPlan } from '../../../plans/use-plan';
import { counted } from '../../../text/counted';
import classes from './panel.module.css';
import { consequencesOf, type RowOfPlan, rowsOf } from './plan-rows';

interface Props {
  readonly title: string;
  readonly project: Project;
  readonly planned: ShownPlan;
  /** Another one than that which was shown when somebody wanted it done. */
  readonly isStale: boolean;
  /** Those that are told nowhere else. */
  readonly problems: readonly Problem[];
}

const RowChange = ({ row }: { readonly row: RowOfPlan }) => (
  <li className={classes.change}>
    {row.cells.map(({ column, from, to }) => (
      <div key={column}>
        <span className={classes.rowName}>
          {row.name} · {column}
        </span>
        <ChangedText from={from} to={to} />
      </div>
    ))}
  </li>
);

const Consequences = ({
  project,
  rows,
}: {
  readonly project: Project;
  readonly rows: Parameters<typeof consequencesOf>[0];
}) => {
  const { restart, left } = consequencesOf(rows, {
    isRunning: project.isRunning,
    startMs: project.figures[project.mode]?.startMs ?? null,
  });
  return (
    <p className={classes.consequence}>
      <IconInfoCircle size={15} stroke={1.5} />
      <span>
        {restart}
        {left.map((domain) => (
          <span key={domain}>
            {' '}
            <span className="mono">{domain}</span> is no longer answered by this site.
          </span>
        ))}
      </span>
    </p>
  );
};

/** The rows that would be changed. Nothing is written before. */
export const PlannedChanges = ({ title, project, planned, isStale, problems }: Props) => {
  if (planned.state === 'none') return null;
  if (planned.state === 'failed') {
    return (
      <section className={classes.changes} role="alert">
        <p className={classes.refusal}>{planned.error.message}</p>
        {planned.error.hint !== null && <p className={classes.note}>{planned.error.hint}</p>}
      </section>
    );
  }
  const { plan } = planned;
  const rows = rowsOf(plan?.changes ?? []);
  return (
    <section className={classes.changes} aria-label={title} aria-busy={planned.state === 'computing'}>
      <h3>
        {title}
        {rows.length > 0 && <span className={classes.tag}>{counted(rows.length, 'row')}</span>}
        <span className={classes.unwritten}>nothing written yet</span>
      </h3>
      {isStale && (
        <p className={classes.warning} role="alert">
          The rows were changed meanwhile. This is what would be done now.
        </p>
      )}
      {rows.length > 0 ? (
        <ul className={classes.rows}>
          {rows.map((row) => (
            <RowChange key={row.name} row={row} />
          ))}
        </ul>
      ) : (
        <p className={classes.note}>{plan === null ? 'Looking what would change' : 'No row would change.'}</p>
      )}
      {problems.map(({ message, severity }) => (
        <p key={message} className={severity === 'error' ? classes.refusal : classes.warning}>
          {message}
        </p>
      ))}
      {plan !== null && rows.length > 0 && <Consequences project={project} rows={plan.changes} />}
    </section>
  );
};
