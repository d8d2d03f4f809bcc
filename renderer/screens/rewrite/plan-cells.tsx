import { Checkbox, VisuallyHidden } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { type PlanLine, rowText } from './plan-lines';
import classes from './plan-table.module.css';
import { valueChange } from './value-change';

const Values = ({ from, to }: { readonly from: string | null; readonly to: string | null }) => {
  const change = from === null || to === null ? null : valueChange(from, to);
  return (
    <>
      <td className={classes.value}>
        <VisuallyHidden>from </VisuallyHidden>
        {change?.same}
        <span className={from === null ? classes.none : classes.from}>{change?.from ?? from ?? '–'}</span>
      </td>
      <td className={classes.arrow}>
        <IconArrowRight size={14} stroke={1.5} aria-hidden="true" />
      </td>
      <td className={classes.value}>
        <VisuallyHidden>to </VisuallyHidden>
        {change?.same}
        <span className={to === null ? classes.none : classes.to}>{change?.to ?? to ?? 'deleted'}</span>
      </td>
    </>
  );
};

const SiteCell = ({
  line,
  isIn,
  onChoose,
}: {
  readonly line: PlanLine;
  readonly isIn: boolean;
  readonly onChoose: ((isIn: boolean) => void) | null;
}) => (
  <td className={classes.site}>
    {line.isFirst && (
      <>
        {onChoose !== null && line.siteId > 0 && (
          <Checkbox
            size="xs"
            aria-label={`Rewrite ${line.siteName}`}
            checked={isIn}
            onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
          />
        )}
        <span className={classes.name}>{line.siteName}</span>
        {line.siteId > 0 && <span className={classes.none}>{line.siteId}</span>}
      </>
    )}
  </td>
);

const ChangeCells = ({ line }: { readonly line: PlanLine }) => {
  switch (line.kind) {
    case 'change':
      return (
        <>
          <td
            className={classes.row}
            title={`${line.change.table} ${line.change.id ?? 'new'}, ${line.change.column}`}
          >
            {rowText(line.change)}
          </td>
          <Values from={line.change.from} to={line.change.to} />
        </>
      );
    case 'conflict':
    case 'left-out':
      return (
        <>
          <td className={classes.row}>django_site {line.siteId}</td>
          <td className={classes.value}>{line.domain}</td>
          <td />
          <td className={classes.none}>
            stays as it is
            {line.kind === 'conflict' && <span className={classes.conflict}>conflict {line.number}</span>}
          </td>
        </>
      );
    default:
      return line satisfies never;
  }
};

interface Props {
  readonly line: PlanLine;
  readonly isIn: boolean;
  /** Null where sites cannot be chosen. */
  readonly onChoose: ((isIn: boolean) => void) | null;
}

/** The cells of one line of the diff; what is red and green is also told in words. */
export const PlanCells = ({ line, isIn, onChoose }: Props) => (
  <>
    <SiteCell line={line} isIn={isIn} onChoose={onChoose} />
    <ChangeCells line={line} />
  </>
);
