import { IconInfoCircle } from '@tabler/icons-react';
import type { Problem, Site } from '../../../../app/contract';
import { ChangedText } from '../../../diff/changed-text';
import type { SiteDraft } from '../draft/use-site-draft';
import classes from './panel.module.css';
import { consequencesOf, type RowOfPlan, rowsOf } from './plan-rows';

interface Props {
  readonly site: Site;
  readonly draft: SiteDraft;
  readonly others: readonly Problem[];
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

/** The rows that saving would change. Nothing is written before. */
export const PlannedChanges = ({ site, draft: { planned, isStale }, others }: Props) => {
  if (planned.state === 'none') return null;
  if (planned.state === 'refused') {
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
    <section className={classes.changes} aria-busy={planned.state === 'planning'}>
      <h3>
        What saving changes{' '}
        {rows.length > 0 && (
          <span className={classes.tag}>
            {rows.length} {rows.length === 1 ? 'row' : 'rows'}
          </span>
        )}
        <span className={classes.unwritten}>nothing written yet</span>
      </h3>
      {isStale && (
        <p className={classes.warning} role="alert">
          The rows were changed meanwhile. This is what saving does now; look again and save.
        </p>
      )}
      {rows.length > 0 ? (
        <ul className={classes.rows}>
          {rows.map((row) => (
            <RowChange key={row.name} row={row} />
          ))}
        </ul>
      ) : (
        <p className={classes.note}>
          {plan === null ? 'Looking what would change' : 'Nothing would change.'}
        </p>
      )}
      {others.map(({ message, severity }) => (
        <p key={message} className={severity === 'error' ? classes.refusal : classes.warning}>
          {message}
        </p>
      ))}
      {plan !== null && rows.length > 0 && (
        <p className={classes.consequence}>
          <IconInfoCircle size={15} stroke={1.5} />
          <span>{consequencesOf(plan.changes, site).join(' ')}</span>
        </p>
      )}
    </section>
  );
};
