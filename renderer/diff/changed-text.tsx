import { VisuallyHidden } from '@mantine/core';
import classes from './changed-text.module.css';
import { marked } from './marked';

interface Props {
  /** Null: there was nothing. */
  readonly from: string | null;
  /** Null: nothing is left. */
  readonly to: string | null;
}

const shown = (text: string | null): string => (text === null ? '–' : text);

/** A value that becomes another, with the characters that differ marked; read as "from … to …". */
export const ChangedText = ({ from, to }: Props) => {
  const parts = marked(from ?? '', to ?? '');
  return (
    <span className={`mono ${classes.line}`}>
      <VisuallyHidden>
        from {shown(from)} to {shown(to)}
      </VisuallyHidden>
      <span aria-hidden="true">
        {from === null ? (
          <span className={classes.none}>–</span>
        ) : (
          <span>
            {parts.before}
            <del className={classes.del}>{parts.from}</del>
            {parts.after}
          </span>
        )}
        <span className={classes.arrow}>→</span>
        {to === null ? (
          <span className={classes.none}>–</span>
        ) : (
          <span>
            {parts.before}
            <ins className={classes.ins}>{parts.to}</ins>
            {parts.after}
          </span>
        )}
      </span>
    </span>
  );
};
