import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp, IconPlus, IconSettings } from '@tabler/icons-react';
import type { Project } from '../../app/contract';
import { runCommand } from '../commands/command-handlers';
import { Mark } from '../marks/mark';
import { useNavigation } from '../navigation/navigation';
import { useEngine, useProject } from '../store/current';
import classes from './frame.module.css';
import { initialsOf } from './initials';
import { keysOf } from './key-hint';

const ProjectButton = ({
  project,
  isCurrent,
}: {
  readonly project: Project;
  readonly isCurrent: boolean;
}) => {
  const go = useNavigation((navigation) => navigation.go);
  const state = project.trouble === null ? (project.isRunning ? 'running' : 'stopped') : project.trouble;
  return (
    <Tooltip label={`${project.name}, ${state}`} position="right">
      <button
        type="button"
        className={classes.project}
        aria-label={`${project.name}, ${state}`}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => go({ screen: 'sites', project: project.id })}
      >
        {initialsOf(project.name)}
        <span className={classes.projectDot}>
          <Mark kind={project.trouble !== null ? 'failed' : project.isRunning ? 'ready' : 'stopped'} />
        </span>
      </button>
    </Tooltip>
  );
};

/** The projects, and what is not of any project. */
export const Rail = () => {
  const projects = useEngine((state) => state.projects) ?? [];
  const current = useProject();
  const goTo = useNavigation((navigation) => navigation.goTo);
  const isOpening = useNavigation(({ place }) => place.screen === 'open-project') || projects.length === 0;
  return (
    <nav className={classes.rail} aria-label="Projects">
      <div className={classes.projects}>
        {projects.map((project) => (
          <ProjectButton
            key={project.id}
            project={project}
            isCurrent={project.id === current?.id && !isOpening}
          />
        ))}
      </div>
      <Tooltip label={`Open a project (${keysOf('open-project')})`} position="right">
        <button
          type="button"
          className={classes.addProject}
          aria-label="Open a project"
          aria-current={isOpening ? 'page' : undefined}
          onClick={() => goTo('open-project')}
        >
          <IconPlus size={18} stroke={1.5} />
        </button>
      </Tooltip>
      <div className={classes.railEnd}>
        <Tooltip label={`All shortcuts, ${keysOf('shortcuts')}`} position="right">
          <ActionIcon aria-label="All shortcuts" onClick={() => runCommand('shortcuts')}>
            <IconHelp size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`Settings, ${keysOf('settings')}`} position="right">
          <ActionIcon aria-label="Settings" onClick={() => goTo('settings')}>
            <IconSettings size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  );
};
