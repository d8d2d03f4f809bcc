import { relative } from 'node:path';
import type { ConfigValue } from '../../contract';
import type { DetectedProject } from '../detect-project';
import { shownValue } from '../environment/secrets';
import { configDefaults } from '../project-config';
import type { EnvFileVariable } from './env-files';
import type { LayerValue } from './layers';
import { type PlusSettings, plusKeys, plusTable } from './plus-table';
import type { Sourced } from './sourced';

export interface LineInput {
  readonly folderName: string;
  readonly detected: DetectedProject;
  /** What the project's files give, the weaker first. */
  readonly fileValues: readonly LayerValue[];
  readonly plus: PlusSettings;
  readonly envFiles: { readonly files: readonly string[]; readonly missing: readonly string[] };
  /** DJANGO_SETTINGS_MODULE of an env file. */
  readonly settingsVariable: EnvFileVariable | null;
  /** What of the project's settings could not be read. */
  readonly notes: readonly string[];
}

type Line = Omit<ConfigValue, 'overridden'>;

/** Paths are shown with slashes, relative where they lie in the project. */
const inProject = (folder: string, path: string): string => {
  const inside = relative(folder, path);
  return inside === '' ? '.' : inside.startsWith('..') ? path : inside.replaceAll('\\', '/');
};

const masked = (path: readonly string[], value: Line['value']): Line['value'] =>
  typeof value === 'string' && path[0] === 'serve' && path[1] === 'env'
    ? shownValue(path[2] ?? '', value)
    : value;

/** Lines of values that stand in the project's files. */
const fileLines = (values: readonly LayerValue[]): Line[] =>
  values
    .filter(({ path }) => path[0] !== '$schema')
    .map(({ path, value, layer }) => ({
      key: path.join('.'),
      value: masked(path, value),
      origin: layer.origin,
      detail: `${layer.file}, line ${layer.lineOf(path)}`,
    }));

const detectedLines = (input: LineInput): Line[] => {
  const { detected } = input;
  const { folder, python } = detected;
  const line = (key: string, value: Line['value'], detail: string | null): Line => ({
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

const defaultLines = (input: LineInput): Line[] => {
  const values: [string, Line['value']][] = [
    ['name', input.folderName],
    ['django.settings', null],
    ['serve.backend', configDefaults.backend],
    ['serve.command', [...configDefaults.command]],
    ['serve.envFiles', []],
    ['serve.warmUp', [...configDefaults.warmUp]],
    ['serve.readyTimeoutSeconds', configDefaults.readyTimeoutSeconds],
    ['serve.watch', configDefaults.watch],
    ['domainFormat', configDefaults.domainFormat],
    ['rewriteDomains', configDefaults.rewriteDomains],
    ['useRealDomain', configDefaults.useRealDomain],
    ['defaultMode', configDefaults.defaultMode],
    ['siteId', configDefaults.siteId],
    ['afterImport', []],
  ];
  return values.map(([key, value]) => ({
    key,
    value,
    origin: 'default',
    detail: key === 'name' ? "the folder's name" : null,
  }));
};

type Candidate = Sourced<Line['value']>;

/** Settings of django-multisite-plus and aldryn other than SITES, of the settings or of what is stronger; the weaker first. */
const plusLines = (plus: PlusSettings, isOfSettings: boolean): Line[] =>
  plusKeys
    .filter((key) => key !== 'sites')
    .flatMap((key) => {
      const candidates: readonly Candidate[] = plus[key];
      return candidates
        .filter(({ origin }) => (origin === 'settings.py') === isOfSettings)
        .map((candidate) => ({ key: plusTable[key].configKey, ...candidate }))
        .reverse();
    });

const settingsModuleLines = ({ settingsVariable }: LineInput): Line[] =>
  settingsVariable === null
    ? []
    : [
        {
          key: 'django.settings',
          value: settingsVariable.value,
          origin: 'env-file',
          detail: `DJANGO_SETTINGS_MODULE in ${settingsVariable.file}`,
        },
      ];

const ofSites = ({ path }: LayerValue): boolean => path[0] === 'sites';

/** A set of sites in one value, or taken apart by site and field. */
interface SiteSet {
  readonly whole: Candidate;
  readonly lines: readonly Line[];
}

const siteSetOf = ({ value, origin, detail }: PlusSettings['sites'][number]): SiteSet => ({
  whole: { value: Object.keys(value), origin, detail },
  lines: Object.entries(value).flatMap(([slug, site]): Line[] => {
    const fields = Object.entries(site).filter(
      (field): field is [string, string | number] => field[1] !== undefined,
    );
    if (fields.length === 0) return [{ key: `sites.${slug}`, value: {}, origin, detail }];
    return fields.map(([field, given]) => ({ key: `sites.${slug}.${field}`, value: given, origin, detail }));
  }),
});

const siteSetOfFiles = (values: readonly LayerValue[]): SiteSet[] => {
  const strongest = values.at(-1)?.layer;
  if (strongest === undefined) return [];
  const slugs = new Set(values.flatMap(({ path: [, slug] }) => (slug === undefined ? [] : [slug])));
  const detail = `${strongest.file}, line ${strongest.lineOf(['sites'])}`;
  return [{ whole: { value: [...slugs], origin: strongest.origin, detail }, lines: fileLines(values) }];
};

/** One set of sites counts as a whole, as in the package; others are told on one line for all sites. */
const siteLines = ({ plus, fileValues }: LineInput): ConfigValue[] => {
  const isWeak = ({ origin }: Candidate): boolean => origin === 'settings.py';
  const sets = plus.sites.map(siteSetOf);
  const [winner, ...others] = [
    ...sets.filter(({ whole }) => !isWeak(whole)),
    ...siteSetOfFiles(fileValues.filter(ofSites)),
    ...sets.filter(({ whole }) => isWeak(whole)),
  ];
  if (winner === undefined) return [];
  const lines = withOverridden(winner.lines);
  if (others.length === 0) return lines;
  return [{ key: 'sites', ...winner.whole, overridden: others.map(({ whole }) => whole) }, ...lines];
};

/** The strongest of the lines with one key, with those that it overrides; a default is nothing that anyone gave. */
const withOverridden = (lines: readonly Line[]): ConfigValue[] => {
  const strongest = new Map<string, ConfigValue>();
  for (const line of lines) {
    const below = strongest.get(line.key);
    const { key: _, overridden: older = [], ...given } = below ?? { key: line.key };
    const isGiven = 'origin' in given && given.origin !== 'default';
    strongest.set(line.key, { ...line, overridden: isGiven ? [given, ...older] : [...older] });
  }
  return [...strongest.values()];
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
  'defaultMode',
  'siteId',
];

const chapterOf = (key: string): number => {
  const index = chapters.indexOf(key.split('.')[0] ?? '');
  return index === -1 ? chapters.length : index;
};

const noted = (line: ConfigValue, note: string): ConfigValue => ({
  ...line,
  detail: [line.detail, note].filter(Boolean).join('; '),
});

/**
 * Every value with where it comes from, and what it overrides. From strong to weak: variables, then the files, then the project's
 * settings, then what was detected, then the default.
 */
export const configLines = (input: LineInput): ConfigValue[] => {
  const { missing } = input.envFiles;
  const lines = withOverridden([
    ...defaultLines(input),
    ...detectedLines(input),
    ...plusLines(input.plus, true),
    ...fileLines(input.fileValues.filter((value) => !ofSites(value))),
    ...settingsModuleLines(input),
    ...plusLines(input.plus, false),
  ]);
  return [...lines, ...siteLines(input)]
    .map((line) => {
      if (line.key === 'serve.envFiles' && missing.length > 0)
        return noted(line, `not there: ${missing.join(', ')}`);
      return line.key === 'django.settings' ? input.notes.reduce(noted, line) : line;
    })
    .sort((left, right) => chapterOf(left.key) - chapterOf(right.key));
};
