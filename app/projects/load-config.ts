import { realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError, type ProjectFile, projectFileSchema } from '../contract';
import { parseDomainFormat } from '../core/format/domain-format';
import { configLines } from './config/config-lines';
import { readDjangoSettings } from './config/django-settings';
import { type EnvFileVariable, readEnvFiles } from './config/env-files';
import { type Layer, mergeLayers, valuesOf } from './config/layers';
import { readPlusSettings } from './config/plus-settings';
import { forEachPlusKey, type PlusSettings } from './config/plus-table';
import { readProjectFile } from './config/read-project-file';
import type { Sourced } from './config/sourced';
import { readSettingsFiles } from './detect/settings-files';
import { type DetectedProject, detectProject } from './detect-project';
import { basicEnvironment } from './environment/basic-environment';
import { configDefaults, type ProjectConfig } from './project-config';

/** The team's file first, then what is particular to this machine. */
const fileNames = ['manysite.json', 'manysite.local.json'] as const;

const readLayers = async (folder: string): Promise<Layer[]> => {
  const layers = await Promise.all(
    fileNames.map(async (name): Promise<Layer | null> => {
      const read = await readProjectFile(join(folder, name));
      return read === null ? null : { origin: name, file: name, ...read };
    }),
  );
  return layers.filter((layer) => layer !== null);
};

const realFolder = async (folder: string): Promise<string> => {
  const real = await realpath(resolve(folder)).catch((cause: unknown) => {
    throw new AppError('folder-missing', `There is no folder ${resolve(folder)}.`, {
      cause,
      data: { folder },
    });
  });
  if ((await stat(real)).isDirectory()) return real;
  throw new AppError('folder-missing', `${real} is a file; the folder of a project was expected.`, {
    hint: 'Give the folder that holds manage.py.',
    data: { folder },
  });
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

/** `serve.env` with where each variable stands. */
const serveEnvOf = (layers: readonly Layer[]): Sourced<{ name: string; value: string }>[] =>
  [...layers].reverse().flatMap((layer) =>
    Object.entries(layer.value.serve?.env ?? {}).map(([name, value]) => ({
      value: { name, value },
      origin: layer.origin,
      detail: `${layer.file}, line ${layer.lineOf(['serve', 'env', name])}`,
    })),
  );

/** A host that is asked for a project's configuration must answer, whatever the project's settings do. */
const settingsTimeoutMs = 10_000;

interface SettingsInput {
  readonly folder: string;
  readonly detected: DetectedProject;
  readonly module: string | null;
  readonly file: ProjectFile;
  readonly envFileVariables: readonly EnvFileVariable[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const settingsOf = async ({ folder, detected, module, file, ...input }: SettingsInput) => {
  if (module === null) return { values: forEachPlusKey(() => []), notes: [], files: [] };
  return readDjangoSettings({
    folder,
    root: detected.root,
    module,
    settingsFiles: await readSettingsFiles(detected.root, module),
    python: detected.python.path,
    serveEnv: file.serve?.env ?? {},
    timeoutMs: settingsTimeoutMs,
    ...input,
  });
};

const joined = (stronger: PlusSettings, weaker: PlusSettings): PlusSettings =>
  forEachPlusKey((key) => [...stronger[key], ...weaker[key]]);

const isStrong = ({ origin }: Sourced<unknown>): boolean => origin !== 'settings.py';

/** What wins among the variables, the files' own key, the project's settings and the default, in this order. */
const choose = <Value, Other>(
  candidates: readonly Sourced<Value>[],
  inFile: Value | undefined,
  otherwise: Other,
): Value | Other =>
  candidates.find(isStrong)?.value ??
  inFile ??
  candidates.find((candidate) => !isStrong(candidate))?.value ??
  otherwise;

/**
 * Loads a project: manysite.json, manysite.local.json merged over it (objects key by key), the settings of django-multisite-plus in
 * the environment and the env files, which win over both, what the project's own settings say, which both win over, what is
 * detected, and defaults.
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
  const settingsVariable =
    variables.find(({ name, value }) => name === 'DJANGO_SETTINGS_MODULE' && value !== '') ?? null;
  const settings = settingsVariable?.value ?? file.django?.settings ?? detected.settings?.module ?? null;
  const given = await readPlusSettings({
    environment: input.environment,
    serveEnv: serveEnvOf(layers),
    envFileVariables: variables,
    python: detected.python.path,
  });
  const own = await settingsOf({
    folder,
    detected,
    module: settings,
    file,
    envFileVariables: variables,
    environment: input.environment,
  });
  const plus = joined(given, own.values);
  const lines = configLines({
    folderName: nameOf(folder),
    detected,
    fileValues: valuesOf(layers),
    plus,
    envFiles: { files: envFiles, missing },
    settingsVariable,
    notes: own.notes,
  });
  const formatLine = lines.find(({ key }) => key === 'domainFormat');
  return {
    folder,
    name: file.name ?? nameOf(folder),
    detected,
    settings,
    backend: file.serve?.backend ?? configDefaults.backend,
    command: file.serve?.command ?? configDefaults.command,
    env: file.serve?.env ?? {},
    envFiles,
    envFileVariables: variables,
    warmUp: file.serve?.warmUp ?? configDefaults.warmUp,
    readyTimeoutMs: (file.serve?.readyTimeoutSeconds ?? configDefaults.readyTimeoutSeconds) * 1000,
    isWatched: file.serve?.watch ?? configDefaults.watch,
    overlayOff: Object.entries(file.serve?.overlay ?? {}).flatMap(([id, isOn]) => (isOn ? [] : [id])),
    domainFormat: checkFormat(
      choose(plus.domainFormat, file.domainFormat, configDefaults.domainFormat),
      formatLine?.detail ?? 'the default',
    ),
    rewriteDomains: choose(plus.rewriteDomains, undefined, configDefaults.rewriteDomains),
    useRealDomain: choose(plus.useRealDomain, undefined, configDefaults.useRealDomain),
    defaultMode: choose(plus.mode, file.defaultMode, configDefaults.defaultMode),
    sites: choose(plus.sites, file.sites, {}),
    siteId: choose(plus.siteId, undefined, configDefaults.siteId),
    uwsgiDefaultDomain: choose(plus.uwsgiDefaultDomain, undefined, null),
    plus,
    afterImport: file.afterImport ?? [],
    notes: own.notes,
    settingsFiles: own.files,
    lines,
  };
};
