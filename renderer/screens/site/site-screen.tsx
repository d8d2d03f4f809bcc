import type { Project } from '../../../app/contract';
import type { Place } from '../../navigation/place';

interface Props {
  readonly project: Project;
  readonly place: Extract<Place, { screen: 'site' }>;
}

export const SiteScreen = ({ project, place }: Props) => (
  <h2>
    {place.screen} of {project.name}
  </h2>
);
