import { realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError, type ProjectFile, projectFileSchema } from '../contract';
import { parseDomainFormat } from '../core/format/domain-format';
import { configLines } from './config/config-lines';
import { readEnvFiles } from './config/env-files';
import { type Layer, mergeLayers, originsOf } from './config/layers';
import { readPlusSettings } from './config/plus-settings';
import { readProjectFile } from './config/read-project-file';
import { detectProject } from './detect-project';
import { basicEnvironment } from './environment/basic-environment';
import { configDefaults, type ProjectConfig } from './project-config';

/** The team's file first, then what is particular to this machine. */
const fileNames = ['manysite.json', 'manysite.local.json'] as const;

const readLayers = async (folder: string): Promise<Layer[]> => {
  const layers = await Promise.all(
    fileNames.map(async (name): Promise<Layer | null> => {
      const value = await readProjectFile(join(folder, name));
      return value === null ? null : { origin: name, file: name, value };
    }),
  );
  return layers.filter((layer) => layer !== null);
};

const realFolder = async (folder: string): Promise<string> => {
  try {
    return await realpath(resolve(folder));
  } catch (cause) {
    throw new AppError('folder-missing', `There is no folder ${resolve(folder)}.`, {
      cause,
      data: { folder },
    });
  }
};

/** What `manysite.json` may leave out is at most 60 characters, so the default is too. */
const nameOf = (folder: string): string => basename(folder).slice(0, 60) || 'project';

const checkFormat = (format: string, origin: string): string => {
  try {
    parseDomainFormat(format);
    return format;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${error.message} (from ${origin})`, {
      ...(error.hint === null ? {} : { hint: error.hint }),
      data: { ...error.data, origin },
      cause: error,
    });
  }
};

/**
 * Loads a project: manysite.json, manysite.local.json merged over it (objects key by key), the settings of django-multisite-plus in
 * the environment and the env files, which win over both, what is detected, and defaults.
 *
 * @param input.folder the project's folder
 * @param input.environment the host's environment: DJANGO_MULTISITE_PLUS_*, VIRTUAL_ENV and PATH are read of it
 * @throws AppError `project-file-invalid` (file, line, column, key, what was expected), `setting-invalid`,
 *   `domain-format-invalid`, and those of `detectProject`
 */
export const loadConfig = async (input: {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<ProjectConfig> => {
  const folder = await realFolder(input.folder);
  const layers = await readLayers(folder);
  const file: ProjectFile = projectFileSchema.parse(mergeLayers(layers));
  const detected = await detectProject(folder, {
    environment: input.environment,
    root: file.django?.root,
    python: file.django?.python,
    settings: file.django?.settings,
  });
  const envFiles = file.serve?.envFiles ?? detected.envFiles;
  const { variables, missing } = await readEnvFiles(folder, envFiles, basicEnvironment(input.environment));
  const plus = await readPlusSettings({
    environment: input.environment,
    envFileVariables: variables,
    python: detected.python.path,
  });
  const settingsVariable =
    variables.find(({ name, value }) => name === 'DJANGO_SETTINGS_MODULE' && value !== '') ?? null;
  const lines = configLines({
    folderName: nameOf(folder),
    detected,
    origins: originsOf(layers),
    plus,
    envFiles: { files: envFiles, missing },
    settingsVariable,
  });
  const formatLine = lines.find(({ key }) => key === 'domainFormat');
  return {
    folder,
    name: file.name ?? nameOf(folder),
    detected,
    settings: settingsVariable?.value ?? file.django?.settings ?? detected.settings?.module ?? null,
    backend: file.serve?.backend ?? configDefaults.backend,
    command: file.serve?.command ?? configDefaults.command,
    env: file.serve?.env ?? {},
    envFileVariables: variables,
    warmUp: file.serve?.warmUp ?? configDefaults.warmUp,
    readyTimeoutMs: (file.serve?.readyTimeoutSeconds ?? configDefaults.readyTimeoutSeconds) * 1000,
    overlayOff: Object.entries(file.serve?.overlay ?? {}).flatMap(([id, isOn]) => (isOn ? [] : [id])),
    domainFormat: checkFormat(
      plus.domainFormat?.value ?? file.domainFormat ?? configDefaults.domainFormat,
      formatLine?.detail ?? 'the default',
    ),
    rewriteDomains: plus.rewriteDomains?.value ?? configDefaults.rewriteDomains,
    useRealDomain: plus.useRealDomain?.value ?? configDefaults.useRealDomain,
    defaultMode: plus.mode?.value ?? file.defaultMode ?? configDefaults.defaultMode,
    sites: plus.sites?.value ?? file.sites ?? {},
    afterImport: file.afterImport ?? [],
    lines,
  };
};
