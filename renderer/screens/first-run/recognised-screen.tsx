import type { Project } from '../../../app/contract';

export const RecognisedScreen = ({ project }: { readonly project: Project }) => <h2>{project.name}</h2>;
