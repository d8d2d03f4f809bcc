import { execa } from 'execa';
import { basicEnvironment } from '../environment/basic-environment';
import type { EnvFileVariable } from './env-files';
import {
  forEachPlusKey,
  type PlusKey,
  type PlusSettings,
  type PlusValues,
  plusTable,
  wrongSitesPart,
} from './plus-table';
import { invalidSetting, type Sourced } from './sourced';

type Environment = Readonly<Record<string, string | undefined>>;

interface PlusSources {
  readonly environment: Environment;
  /** `serve.env` of the project's files. */
  readonly serveEnv: readonly Sourced<{ readonly name: string; readonly value: string }>[];
  readonly envFileVariables: readonly EnvFileVariable[];
  /** Interpreter that reads a SITES written as a Python literal. */
  readonly python: string;
}

const literalTimeoutMs = 15_000;

/** The package reads SITES with Python's literal_eval, so it may hold single quotes, None, trailing commas. */
const literal = async (setting: Sourced<string>, { python, environment }: PlusSources): Promise<unknown> => {
  try {
    return JSON.parse(setting.value);
  } catch {
    const script =
      'import ast, json, os; print(json.dumps(ast.literal_eval(os.environ["MANYSITE_LITERAL"])))';
    const result = await execa(python, ['-I', '-c', script], {
      env: { ...basicEnvironment(environment), MANYSITE_LITERAL: setting.value },
      extendEnv: false,
      reject: false,
      timeout: literalTimeoutMs,
    });
    if (result.failed)
      throw invalidSetting(setting, `${plusTable.sites.expected}, as JSON or a Python literal`);
    return JSON.parse(result.stdout);
  }
};

/** These have a key of their own in manysite.json, which says it there. */
const withOwnKey: ReadonlySet<string> = new Set(
  [plusTable.domainFormat, plusTable.mode, plusTable.sites].map(({ variable }) => variable),
);

/** The host outlives the shell that started it, and serves all projects: this one belongs to one project, or to one process. */
const notOfTheShell: ReadonlySet<string> = new Set([plusTable.siteId.variable]);

/** An empty variable counts as absent: an empty format would blank every domain. */
const textsOf = (
  variable: string,
  { environment, serveEnv, envFileVariables }: PlusSources,
): Sourced<string>[] => {
  const ofEnvironment = notOfTheShell.has(variable) ? undefined : environment[variable];
  return [
    ...(ofEnvironment === undefined || ofEnvironment === ''
      ? []
      : [{ value: ofEnvironment, origin: 'environment' as const, detail: variable }]),
    ...serveEnv
      .filter(({ value: { name, value } }) => name === variable && value !== '' && !withOwnKey.has(name))
      .map((setting) => ({ ...setting, value: setting.value.value })),
    ...envFileVariables
      .filter(({ name, value }) => name === variable && value !== '')
      .map(({ value, file }) => ({
        value,
        origin: 'env-file' as const,
        detail: `${variable} in ${file}`,
      })),
  ];
};

const expectedOf = (key: PlusKey, given: unknown): string => {
  const { expected } = plusTable[key];
  const part = key === 'sites' ? wrongSitesPart(given) : '';
  return part === '' ? expected : `${expected} (see ${part})`;
};

/**
 * Reads the settings of django-multisite-plus and aldryn-django from the environment, then from `serve.env`, then from the
 * project's env files.
 *
 * @throws AppError `setting-invalid` naming the variable and where it is set
 */
export const readPlusSettings = async (sources: PlusSources): Promise<PlusSettings> => {
  const sites = new Map<Sourced<string>, unknown>();
  const texts = new Map(
    Object.values(plusTable).map(({ variable }) => [variable, textsOf(variable, sources)]),
  );
  for (const text of texts.get(plusTable.sites.variable) ?? []) sites.set(text, await literal(text, sources));
  const find = <Key extends PlusKey>(key: Key): Sourced<PlusValues[Key]>[] =>
    (texts.get(plusTable[key].variable) ?? []).map((text) => {
      const given = sites.get(text) ?? text.value;
      const value = plusTable[key].parse(given);
      if (value === undefined) throw invalidSetting(text, expectedOf(key, given));
      return { ...text, value };
    });
  return forEachPlusKey(find);
};
