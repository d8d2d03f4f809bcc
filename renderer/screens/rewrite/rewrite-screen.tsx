import type { Project } from '../../../app/contract';

export const RewriteScreen = ({ project }: { readonly project: Project }) => (
  <h2>Rewrite of {project.name}</h2>
);
