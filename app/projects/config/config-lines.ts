import { relative } from 'node:path';
import type { ConfigValue } from '../../contract';
import type { DetectedProject } from '../detect-project';
import { shownValue } from '../environment/secrets';
import { configDefaults } from '../project-config';
import type { EnvFileVariable } from './env-files';
import type { LayerValue } from './layers';
import type { PlusSettings, Sourced } from './plus-settings';

export interface LineInput {
  readonly folderName: string;
  readonly detected: DetectedProject;
  readonly origins: ReadonlyMap<string, LayerValue>;
  readonly plus: PlusSettings;
  readonly envFiles: { readonly files: readonly string[]; readonly missing: readonly string[] };
  /** DJANGO_SETTINGS_MODULE of an env file. */
  readonly settingsVariable: EnvFileVariable | null;
}

/** Paths are shown with slashes, relative where they lie in the project. */
const inProject = (folder: string, path: string): string => {
  const inside = relative(folder, path);
  return inside === '' ? '.' : inside.startsWith('..') ? path : inside.replaceAll('\\', '/');
};

const masked = (path: readonly string[], value: ConfigValue['value']): ConfigValue['value'] =>
  typeof value === 'string' && path[0] === 'serve' && path[1] === 'env'
    ? shownValue(path[2] ?? '', value)
    : value;

const fromFile = ({ path, value, layer }: LayerValue): ConfigValue => ({
  key: path.join('.'),
  value: masked(path, value),
  origin: layer.origin,
  detail: layer.file,
});

const detectedLines = (input: LineInput): ConfigValue[] => {
  const { detected } = input;
  const { folder, python } = detected;
  const line = (key: string, value: ConfigValue['value'], detail: string | null): ConfigValue => ({
    key,
    value,
    origin: 'detected',
    detail,
  });
  const managePy = inProject(folder, detected.managePy);
  return [
    line('django.root', inProject(folder, detected.root), managePy),
    ...(detected.settings === null
      ? []
      : [line('django.settings', detected.settings.module, `${managePy}, line ${detected.settings.line}`)]),
    line('django.python', inProject(folder, python.path), python.foundIn),
    line('python.version', python.version, python.path),
    line('django.version', detected.djangoVersion, python.path),
    ...detected.packages.map(({ name, version, isInSettings }) =>
      line(
        `packages.${name}`,
        version ?? true,
        [version === null ? [] : ['installed'], isInSettings ? ['named in the settings'] : []]
          .flat()
          .join(', '),
      ),
    ),
    ...(detected.envFiles.length === 0 ? [] : [line('serve.envFiles', [...detected.envFiles], null)]),
  ];
};

const defaultLines = (input: LineInput): ConfigValue[] => {
  const values: [string, ConfigValue['value']][] = [
    ['name', input.folderName],
    ['django.settings', null],
    ['serve.backend', configDefaults.backend],
    ['serve.command', [...configDefaults.command]],
    ['serve.envFiles', []],
    ['serve.warmUp', [...configDefaults.warmUp]],
    ['serve.readyTimeoutSeconds', configDefaults.readyTimeoutSeconds],
    ['domainFormat', configDefaults.domainFormat],
    ['rewriteDomains', configDefaults.rewriteDomains],
    ['useRealDomain', configDefaults.useRealDomain],
    ['defaultMode', configDefaults.defaultMode],
    ['afterImport', []],
  ];
  return values.map(([key, value]) => ({
    key,
    value,
    origin: 'default',
    detail: key === 'name' ? "the folder's name" : null,
  }));
};

const variableLines = (input: LineInput): ConfigValue[] => {
  const { plus, settingsVariable } = input;
  const of = (key: string, setting: Sourced<ConfigValue['value']> | null): ConfigValue[] =>
    setting === null ? [] : [{ key, value: setting.value, origin: setting.origin, detail: setting.detail }];
  const sites = Object.entries(plus.sites?.value ?? {}).flatMap(([slug, site]) =>
    plus.sites !== null && Object.keys(site).length === 0
      ? of(`sites.${slug}`, { ...plus.sites, value: {} })
      : Object.entries(site).flatMap(([key, value]) =>
          plus.sites === null || value === undefined
            ? []
            : of(`sites.${slug}.${key}`, { ...plus.sites, value }),
        ),
  );
  return [
    ...(settingsVariable === null
      ? []
      : of('django.settings', {
          value: settingsVariable.value,
          origin: 'env-file',
          detail: `DJANGO_SETTINGS_MODULE in ${settingsVariable.file}`,
        })),
    ...of('domainFormat', plus.domainFormat),
    ...of('rewriteDomains', plus.rewriteDomains),
    ...of('useRealDomain', plus.useRealDomain),
    ...of('defaultMode', plus.mode),
    ...sites,
  ];
};

/** The order in which `manysite config` lists keys: by their first part, then as they were met. */
const chapters = [
  'name',
  'django',
  'python',
  'packages',
  'serve',
  'domainFormat',
  'rewriteDomains',
  'useRealDomain',
];

const chapterOf = (key: string): number => {
  const index = chapters.indexOf(key.split('.')[0] ?? '');
  return index === -1 ? chapters.length : index;
};

/**
 * Every value with where it comes from. Of lines with one key the strongest stays: variables, then the files, then what was
 * detected, then the default. With SITES in a variable the files' sites do not count at all, as in the package.
 */
export const configLines = (input: LineInput): ConfigValue[] => {
  const files = [...input.origins.values()]
    .filter(({ path }) => path[0] !== '$schema' && !(path[0] === 'sites' && input.plus.sites !== null))
    .map(fromFile);
  const lines = new Map<string, ConfigValue>();
  for (const line of [...defaultLines(input), ...detectedLines(input), ...files, ...variableLines(input)]) {
    lines.set(line.key, line);
  }
  const envFiles = lines.get('serve.envFiles');
  if (envFiles !== undefined && input.envFiles.missing.length > 0) {
    const note = `not there: ${input.envFiles.missing.join(', ')}`;
    lines.set('serve.envFiles', { ...envFiles, detail: [envFiles.detail, note].filter(Boolean).join('; ') });
  }
  return [...lines.values()]
    .filter(({ key, value }) => key !== 'django.settings' || value !== null || !input.detected.settings)
    .sort((left, right) => chapterOf(left.key) - chapterOf(right.key));
};
