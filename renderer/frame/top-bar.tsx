import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled, IconSearch } from '@tabler/icons-react';
import type { Project } from '../../app/contract';
import { runCommand, useCommandHandlers } from '../commands/command-handlers';
import { DatabaseDialogs } from '../screens/databases/dialogs/database-dialogs';
import { UndoCommand } from '../screens/rewrite/undo-command';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';
import { Switcher } from '../switcher/switcher';
import { KeyHint, keysOf } from './key-hint';
import { ModeToggle } from './mode-toggle';
import { RouterAddress } from './router-address';
import classes from './top-bar.module.css';

const StartStop = ({ project }: { readonly project: Project }) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const word = project.isRunning ? 'Stop' : 'Start';
  const Icon = project.isRunning ? IconPlayerStopFilled : IconPlayerPlayFilled;
  return (
    <Tooltip label={`${word} the sites, ${keysOf('start-or-stop')}`}>
      <Button
        size="lg"
        radius="md"
        variant={project.isRunning ? 'default' : 'filled'}
        className={project.isRunning ? classes.control : undefined}
        leftSection={<Icon size={14} className={project.isRunning ? classes.icon : undefined} />}
        disabled={isBusy || project.activeDatabaseId === null}
        onClick={() => runCommand('start-or-stop')}
      >
        {word}
      </Button>
    </Tooltip>
  );
};

/** The way to every command; absent while none can find them. */
const FindOrDo = () => {
  const hasPalette = useCommandHandlers(({ byId }) => byId.has('palette'));
  if (!hasPalette) return null;
  return (
    <Button
      size="lg"
      radius="md"
      className={`${classes.control} ${classes.find}`}
      aria-label={`Find or do, ${keysOf('palette')}`}
      leftSection={<IconSearch size={16} stroke={1.5} className={classes.icon} />}
      rightSection={<KeyHint command="palette" />}
      onClick={() => runCommand('palette')}
    >
      <span className={classes.wide}>Find or do</span>
    </Button>
  );
};

/** What is always in sight of a project: its active database, its mode, its address. */
export const TopBar = ({ project }: { readonly project: Project }) => (
  <header className={classes.top}>
    <h1 className={classes.name}>{project.name}</h1>
    <Switcher project={project} />
    <ModeToggle project={project} />
    <div className={classes.end}>
      <RouterAddress />
      <StartStop project={project} />
      <FindOrDo />
    </div>
    <DatabaseDialogs />
    <UndoCommand />
  </header>
);
