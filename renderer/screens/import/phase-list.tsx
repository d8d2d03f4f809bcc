import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Mark } from '../../marks/mark';
import { formatSeconds } from '../../text/format';
import type { PhaseLine } from './import-phases';
import classes from './phase-list.module.css';

const signs = {
  done: <IconCheck size={16} stroke={1.5} />,
  now: <Mark kind="starting" />,
  waiting: <Mark kind="stopped" />,
  failed: <IconX size={16} stroke={1.5} />,
  stopped: <IconX size={16} stroke={1.5} />,
} as const;

const words = {
  done: 'done',
  now: 'under way',
  waiting: 'to come',
  failed: 'failed',
  stopped: 'stopped',
} as const;

/** The phases of an import from top to bottom. `undone`: what was done once it did not come to its end. */
export const PhaseList = ({
  lines,
  undone,
  children,
}: {
  readonly lines: readonly PhaseLine[];
  readonly undone?: string;
  readonly children?: ReactNode;
}) => (
  <div className={classes.phases}>
    <ol aria-label="Phases">
      {lines.map(({ phase, title, note, state, durationMs }) => (
        <li key={phase} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className={classes.sign}>{signs[state]}</span>
          <span className={classes.texts}>
            <strong className={classes.title}>
              {title}
              <span className={classes.word}>, {words[state]}</span>
            </strong>
            <span className={classes.note}>{note}</span>
          </span>
          {durationMs !== null && <span className={classes.time}>{formatSeconds(durationMs)}</span>}
        </li>
      ))}
      {undone !== undefined && (
        <li data-state="undone">
          <span className={classes.sign}>
            <IconArrowBackUp size={16} stroke={1.5} />
          </span>
          <span className={classes.texts}>
            <strong className={classes.title}>Undone</strong>
            <span className={classes.note}>{undone}</span>
          </span>
        </li>
      )}
    </ol>
    {children}
  </div>
);
