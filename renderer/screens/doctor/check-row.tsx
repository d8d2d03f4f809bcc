import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { Check } from '../../../app/contract';
import classes from './doctor-screen.module.css';

const marks = {
  ok: { Icon: IconCheck, word: 'fine' },
  info: { Icon: IconInfoCircle, word: 'worth knowing' },
  warning: { Icon: IconAlertTriangle, word: 'to fix' },
  failed: { Icon: IconX, word: 'failed' },
} as const satisfies Readonly<Record<Check['state'], unknown>>;

/** A check that asks for nothing. While it is made again its mark turns. */
export const CheckRow = ({ check, isRunning }: { readonly check: Check; readonly isRunning: boolean }) => {
  const { Icon, word } = marks[check.state];
  return (
    <li className={classes.row}>
      <span
        className={classes.mark}
        data-state={check.state}
        role="img"
        aria-label={isRunning ? 'checking' : word}
      >
        {isRunning ? <Loader size={14} /> : <Icon size={18} stroke={1.5} />}
      </span>
      <span className={classes.rowTitle}>{check.title}</span>
      <span className={classes.rowText}>{check.message.replace(/\.$/, '')}</span>
    </li>
  );
};
