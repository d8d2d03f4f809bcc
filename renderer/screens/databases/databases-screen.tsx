import type { Project } from '../../../app/contract';

export const DatabasesScreen = ({ project }: { readonly project: Project }) => (
  <h2>Databases of {project.name}</h2>
);
