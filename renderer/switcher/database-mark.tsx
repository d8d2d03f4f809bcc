import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { Database } from '../../app/contract';
import { Mark } from '../marks/mark';
import classes from './database-mark.module.css';

/** How near a database is: active, warm, or neither. */
export const DatabaseMark = ({
  database,
  isActive,
}: {
  readonly database: Database;
  readonly isActive: boolean;
}) => (
  <span className={classes.place}>
    {isActive ? (
      <IconCircleCheckFilled size={16} className={classes.active} aria-hidden="true" />
    ) : (
      <Mark kind={database.state !== 'ready' ? 'disabled' : database.isWarm ? 'warm' : 'stopped'} />
    )}
  </span>
);
