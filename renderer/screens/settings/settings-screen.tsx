import { useProject } from '../../store/current';
import { About } from './about';
import { MachineSettings } from './machine-settings';
import { ProjectSettings } from './project/project-settings';
import classes from './settings-screen.module.css';

/** What holds on this machine and for the open project, each value with its origin. */
export const SettingsScreen = () => {
  const project = useProject();
  return (
    <div className={classes.screen}>
      <h1 className={classes.heading}>Settings</h1>
      <MachineSettings />
      {project !== null && <ProjectSettings key={project.id} project={project} />}
      <About />
    </div>
  );
};
