import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconCamera, IconDots, IconRestore } from '@tabler/icons-react';
import type { Database, Project } from '../../../app/contract';
import { KeyHint } from '../../frame/key-hint';
import { useEngine } from '../../store/current';
import { exportDatabase, switchTo } from './database-actions';
import classes from './databases.module.css';
import { openDialog } from './dialogs/open-dialog';
import { isChanging } from './making';

/** What can be done with a database. What cannot be done now is off; what never can be is not there. */
export const DatabaseActions = ({
  database,
  project,
}: {
  readonly database: Database;
  readonly project: Project;
}) => {
  const isBusy = useEngine((state) => isChanging(state, project.id)) ?? true;
  const { id, label } = database;
  const isActive = id === project.activeDatabaseId;
  const isReady = database.state === 'ready';
  const snapshot = (): void => openDialog({ kind: 'snapshot', databaseId: id });
  const reset = (switches: boolean) => (): void =>
    openDialog({ kind: 'reset', databaseId: id, snapshot: null, switches });
  if (database.state === 'importing' || database.state === 'deleting') return <div />;
  return (
    <div className={classes.actions}>
      {isReady && isActive && (
        <>
          <Button
            disabled={isBusy}
            leftSection={<IconCamera size={16} stroke={1.5} />}
            rightSection={<KeyHint command="snapshot" />}
            onClick={snapshot}
          >
            Snapshot
          </Button>
          <Button
            disabled={isBusy}
            leftSection={<IconRestore size={16} stroke={1.5} />}
            onClick={reset(false)}
          >
            Reset…
          </Button>
        </>
      )}
      {isReady && !isActive && (
        <Button
          disabled={isBusy}
          leftSection={<IconArrowsExchange size={16} stroke={1.5} />}
          aria-label={`Switch to ${label}`}
          onClick={() => switchTo(database)}
        >
          Switch
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${label}`}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isReady && !isActive && (
            <>
              <Menu.Item disabled={isBusy} onClick={snapshot}>
                Snapshot…
              </Menu.Item>
              <Menu.Item disabled={isBusy} onClick={reset(false)}>
                Reset…
              </Menu.Item>
              <Menu.Item disabled={isBusy} onClick={reset(true)}>
                Reset and switch…
              </Menu.Item>
            </>
          )}
          <Menu.Item onClick={() => void exportDatabase(database, null)}>Export…</Menu.Item>
          {database.snapshots.map(({ name }) => (
            <Menu.Item key={name} onClick={() => void exportDatabase(database, name)}>
              Export “{name}”…
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Tooltip label="It is the active one: switch to another first" disabled={!isActive} position="left">
            <Menu.Item
              color="var(--ms-bad-text)"
              disabled={isBusy || isActive}
              onClick={() => openDialog({ kind: 'delete', databaseId: id })}
            >
              Delete…
            </Menu.Item>
          </Tooltip>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};
