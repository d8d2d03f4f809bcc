import { Button, Group } from '@mantine/core';
import type { Database, Project } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { useEngine } from '../../store/current';
import { settle } from './database-actions';
import classes from './databases.module.css';
import { isImporting } from './making';

/** Why a database cannot be used, and the ways out. */
export const DatabaseTrouble = ({
  database,
  project,
}: {
  readonly database: Database;
  readonly project: Project;
}) => {
  const isMade = useEngine((state) => isImporting(state, project.id)) ?? false;
  switch (database.state) {
    case 'needs-attention':
      return (
        <div className={classes.trouble}>
          <p>
            <Mark kind="conflict" /> <strong>Needs attention</strong>
          </p>
          <p>{database.attention}</p>
          <Group gap={8}>
            <Button variant="filled" onClick={() => settle(database, 'retry')}>
              Run the steps again
            </Button>
            <Button onClick={() => settle(database, 'skip')}>Keep it without them</Button>
          </Group>
        </div>
      );
    case 'importing':
      return (
        <p className={classes.dimmed}>
          <Mark kind={isMade ? 'starting' : 'disabled'} />{' '}
          {isMade ? 'Being imported' : 'Incomplete, removed on next start'}
        </p>
      );
    case 'deleting':
      return (
        <p className={classes.dimmed}>
          <Mark kind="draining" /> Being deleted
        </p>
      );
    case 'ready':
      return null;
    default:
      return database.state satisfies never;
  }
};
