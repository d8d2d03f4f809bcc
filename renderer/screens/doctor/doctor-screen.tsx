import type { Project } from '../../../app/contract';

export const DoctorScreen = ({ project }: { readonly project: Project }) => <h2>Doctor of {project.name}</h2>;
