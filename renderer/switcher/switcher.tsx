import { Menu, UnstyledButton } from '@mantine/core';
import { IconDatabase, IconSelector } from '@tabler/icons-react';
import type { Project } from '../../app/contract';
import { Mark } from '../marks/mark';
import { call } from '../store/call';
import { useActiveDatabase, useEngine } from '../store/current';
import { databasesOf } from '../store/selectors';
import { fileName } from '../text/format';
import classes from './switcher.module.css';

/** The active database, always in sight; the others are one key away. */
export const Switcher = ({ project }: { readonly project: Project }) => {
  const active = useActiveDatabase();
  const databases = useEngine((state) => databasesOf(state, project.id)) ?? [];
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <IconDatabase size={18} stroke={1.5} />
          <span className={classes.texts}>
            <strong>{active?.label ?? 'No database yet'}</strong>
            <span className={classes.origin}>
              {active === null ? 'Import dump' : fileName(active.dump.file)}
            </span>
          </span>
          <IconSelector size={16} stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {databases.map((database) => (
          <Menu.Item
            key={database.id}
            leftSection={<Mark kind={database.isActive ? 'active' : database.isWarm ? 'warm' : 'stopped'} />}
            onClick={() =>
              call((client) => client.databases.switch({ projectId: project.id, database: database.name }))
            }
          >
            {database.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
