import type { Project } from '../../../app/contract';
import type { Place } from '../../navigation/place';
import { LogView } from './log-view';
import classes from './logs-screen.module.css';
import { ServerList } from './server-list';
import { VolumeChart } from './volume-chart';

interface Props {
  readonly project: Project;
  readonly place: Extract<Place, { screen: 'logs' }>;
}

/** What the servers of a project say: all of them, or one. */
export const LogsScreen = ({ project, place }: Props) => (
  <div className={classes.screen}>
    <ServerList projectId={project.id} chosen={place.server} />
    <LogView key={`${project.id} ${place.server}`} projectId={project.id} server={place.server} tools="tabs">
      <VolumeChart projectId={project.id} server={place.server} />
    </LogView>
  </div>
);
