import { Popover, UnstyledButton } from '@mantine/core';
import { IconDatabase, IconSelector } from '@tabler/icons-react';
import { useState } from 'react';
import type { Database, Project } from '../../app/contract';
import { KeyHint, keysOf } from '../frame/key-hint';
import { useActiveDatabase, useEngine } from '../store/current';
import { databasesOf } from '../store/selectors';
import { ageText } from '../text/age';
import { fileName, formatBytes } from '../text/format';
import { ageStepMs, useNow } from '../text/use-now';
import { databaseDate, runningSwitchOf } from './database-facts';
import classes from './switcher.module.css';
import { SwitcherCommands } from './switcher-commands';
import { SwitcherList } from './switcher-list';
import { inOrder } from './switcher-rows';

const Origin = ({ active, project }: { readonly active: Database | null; readonly project: Project }) => {
  const nowMs = useNow(ageStepMs);
  const switching = useEngine((state) => runningSwitchOf(state, project.id));
  if (switching !== null) return <span className={classes.origin}>{switching.title}</span>;
  if (active === null) return <span className={classes.origin}>Import dump</span>;
  const date = databaseDate(active);
  const age = date === null ? '' : `${ageText(date, nowMs)} · `;
  return (
    <span className={classes.origin}>
      {age}
      <span className={classes.wide}>{fileName(active.dump.file)}</span>
      <span className={classes.narrow}>{formatBytes(active.sizeBytes)}</span>
    </span>
  );
};

/** The active database, always in sight; the others are one key away. */
export const Switcher = ({ project }: { readonly project: Project }) => {
  const active = useActiveDatabase();
  const databases = useEngine((state) => databasesOf(state, project.id)) ?? [];
  /** The order is that of the moment in which it was opened. */
  const [openedIn, setOpenedIn] = useState<readonly string[] | null>(null);
  const close = (): void => setOpenedIn(null);
  const open = (): void => setOpenedIn(databases.map(({ id }) => id));
  const shown = openedIn === null ? databases : inOrder(databases, openedIn);
  return (
    <>
      <SwitcherCommands project={project} databases={shown} onOpen={open} onSwitch={close} />
      <Popover
        opened={openedIn !== null}
        onChange={(isOpen) => (isOpen ? open() : close())}
        position="bottom-start"
        offset={{ mainAxis: 8, crossAxis: -3 }}
        width="min(648px, calc(100vw - 72px))"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className={classes.button}
            aria-label={`Database ${active?.label ?? 'none yet'}, switch with ${keysOf('switcher')}`}
            onClick={openedIn === null ? open : close}
          >
            <IconDatabase size={18} stroke={1.5} className={classes.icon} />
            <span className={classes.texts}>
              <strong>{active?.label ?? 'No database yet'}</strong>
              <Origin active={active} project={project} />
            </span>
            <span className={classes.wide}>
              <KeyHint command="switcher" />
            </span>
            <IconSelector size={16} stroke={1.5} className={classes.icon} />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={0} className={classes.dropdown} aria-label="Databases">
          <SwitcherList project={project} databases={shown} onDone={close} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
};
