import { AppError, type Project } from '../../contract';
import { writeProjectFile } from '../../projects/write-project-file';
import type { Engine } from '../engine';
import { showProject } from './project-records';

/**
 * Adds the project in a folder. A minimal manysite.json is written where there is none.
 *
 * @throws AppError `project-exists`, and those of `loadConfig`
 */
export const addProject = async (engine: Engine, folder: string): Promise<Project> => {
  const config = await engine.configs.load(folder);
  const known = await engine.catalog.projects.findByFolder(config.folder);
  if (known !== null) {
    throw new AppError('project-exists', `${config.folder} is already the project ${known.name}.`, {
      hint: '`manysite status` shows it.',
      data: { projectId: known.id },
    });
  }
  await writeProjectFile({ folder: config.folder, name: config.name, schemaUrl: null });
  const project = await engine.catalog.projects.add({
    name: config.name,
    folder: config.folder,
    mode: config.defaultMode,
  });
  void engine.watches.adjust(project.id);
  return showProject(engine, project.id);
};
