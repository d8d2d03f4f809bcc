import type { Project } from '../../../app/contract';
import type { Place } from '../../navigation/place';

interface Props {
  readonly project: Project;
  readonly place: Extract<Place, { screen: 'import' }>;
}

export const ImportScreen = ({ project, place }: Props) => (
  <h2>
    {place.screen} of {project.name}
  </h2>
);
