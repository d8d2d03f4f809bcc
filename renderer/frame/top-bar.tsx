import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import type { Project } from '../../app/contract';
import { call } from '../store/call';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';
import { Switcher } from '../switcher/switcher';
import classes from './frame.module.css';
import { ModeToggle } from './mode-toggle';

const RouterAddress = () => {
  const url = useEngine((state) => state.router.url);
  if (url === null) return null;
  const address = url.replace(/\/$/, '');
  return (
    <CopyButton value={address}>
      {({ copied, copy }) => (
        <>
          <span className={`mono ${classes.address} ${classes.wide}`}>{address}</span>
          <Tooltip label={copied ? 'Copied' : `Copy ${address}`}>
            <ActionIcon aria-label={`Copy ${address}`} onClick={copy}>
              {copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </CopyButton>
  );
};

const StartStop = ({ project }: { readonly project: Project }) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const projectId = project.id;
  return project.isRunning ? (
    <Button
      size="lg"
      leftSection={<IconPlayerStopFilled size={14} />}
      disabled={isBusy}
      onClick={() => call((client) => client.servers.stop({ projectId }))}
    >
      Stop
    </Button>
  ) : (
    <Button
      size="lg"
      variant="filled"
      leftSection={<IconPlayerPlayFilled size={14} />}
      disabled={isBusy || project.activeDatabaseId === null}
      onClick={() => call((client) => client.servers.start({ projectId, port: null }))}
    >
      Start
    </Button>
  );
};

/** What is always in sight of a project: its active database, its mode, its address. */
export const TopBar = ({ project }: { readonly project: Project }) => (
  <header className={classes.top}>
    <h1>{project.name}</h1>
    <Switcher project={project} />
    <ModeToggle project={project} />
    <div className={classes.topEnd}>
      <RouterAddress />
      <StartStop project={project} />
    </div>
  </header>
);
