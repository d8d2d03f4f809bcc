import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../../../../app/contract';
import type { Field } from '../draft/field-problems';
import classes from './panel.module.css';

export const fieldId = (field: Field): string => `site-${field}`;

interface Props {
  readonly field: Field;
  readonly label: string;
  readonly problems: readonly Problem[];
  /** Takes the value that would solve a problem. */
  readonly onUse: (value: string) => void;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

/** A field with its label, what is wrong with it, and a way out where there is one. */
export const FieldRow = ({ field, label, problems, onUse, note, children }: Props) => (
  <div className={classes.row}>
    <label htmlFor={fieldId(field)}>{label}</label>
    <div>
      {children}
      <div id={`${fieldId(field)}-notes`}>
        {note !== null && note !== false && <p className={classes.note}>{note}</p>}
        {problems.map(({ message, suggestion, severity }) => (
          <div key={message} className={classes.problem} data-severity={severity}>
            <p>{message}</p>
            {suggestion !== null && (
              <Button size="xs" onClick={() => onUse(suggestion)}>
                Use {label.toLowerCase()} {suggestion}
              </Button>
            )}
          </div>
        ))}
      </div>
    </div>
  </div>
);
