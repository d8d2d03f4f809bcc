import { execa } from 'execa';
import { z } from 'zod';
import { AppError, type Mode, modeSchema, type Origin, type ProjectFile } from '../../contract';
import { basicEnvironment } from '../environment/basic-environment';
import type { EnvFileVariable } from './env-files';

type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'DJANGO_MULTISITE_PLUS_';

/** A value with what gave it. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly origin: Extract<Origin, 'environment' | 'env-file'>;
  /** The variable, and the file where it is from one. */
  readonly detail: string;
}

/** What DJANGO_MULTISITE_PLUS_* variables say (multisite.md, "Settings of django-multisite-plus"); absent ones are null. */
export interface PlusSettings {
  readonly domainFormat: Sourced<string> | null;
  readonly rewriteDomains: Sourced<boolean> | null;
  readonly useRealDomain: Sourced<boolean> | null;
  readonly mode: Sourced<Mode> | null;
  readonly sites: Sourced<NonNullable<ProjectFile['sites']>> | null;
}

const sitesSchema = z.record(
  z.string(),
  z.object({
    id: z.int().min(0).nullish(),
    real_domain: z.string().max(255).nullish(),
    name: z.string().max(50).nullish(),
  }),
);

/** The words that aldryn-addons' `boolean_ish` knows. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'on', 'yes', 'y', 'yeah', 'yep', 't'].map((word) => [word, true] as const),
  ...['false', '0', 'off', 'no', 'n', 'nope', 'f'].map((word) => [word, false] as const),
]);

const invalid = (setting: Sourced<string>, expected: string): AppError =>
  new AppError(
    'setting-invalid',
    `${setting.detail} must be ${expected}, and is ${JSON.stringify(setting.value)}.`,
    {
      hint: 'Correct the variable where it is set, or unset it.',
      data: {
        variable: setting.detail.split(' ')[0],
        value: setting.value,
        expected,
        origin: setting.origin,
      },
    },
  );

const asBoolean = (setting: Sourced<string>): Sourced<boolean> => {
  const value = words.get(setting.value.trim().toLowerCase());
  if (value === undefined) throw invalid(setting, 'true or false');
  return { ...setting, value };
};

const asMode = (setting: Sourced<string>): Sourced<Mode> => {
  const mode = modeSchema.safeParse(setting.value);
  if (!mode.success) throw invalid(setting, 'single-process or multi-process');
  return { ...setting, value: mode.data };
};

/** The package reads SITES with Python's literal_eval, so it may hold single quotes, None, trailing commas. */
const literal = async (
  setting: Sourced<string>,
  python: string,
  environment: Environment,
): Promise<unknown> => {
  try {
    return JSON.parse(setting.value);
  } catch {
    const script =
      'import ast, json, os; print(json.dumps(ast.literal_eval(os.environ["MANYSITE_LITERAL"])))';
    const result = await execa(python, ['-I', '-c', script], {
      env: { ...basicEnvironment(environment), MANYSITE_LITERAL: setting.value },
      extendEnv: false,
      reject: false,
      timeout: 15_000,
    });
    if (result.failed)
      throw invalid(setting, 'a dict of slug -> {id, real_domain, name}, as JSON or a Python literal');
    return JSON.parse(result.stdout);
  }
};

const asSites = async (
  setting: Sourced<string>,
  python: string,
  environment: Environment,
): Promise<PlusSettings['sites']> => {
  const parsed = sitesSchema.safeParse(await literal(setting, python, environment));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw invalid(
      setting,
      `a dict of slug -> {id, real_domain, name}${where === '' ? '' : ` (see ${where})`}`,
    );
  }
  const sites = Object.entries(parsed.data).map(([slug, site]) => [
    slug,
    {
      ...(site.id ? { id: site.id } : {}),
      ...(site.real_domain ? { realDomain: site.real_domain } : {}),
      ...(site.name ? { name: site.name } : {}),
    },
  ]);
  return { ...setting, value: Object.fromEntries(sites) };
};

/**
 * Reads the settings of django-multisite-plus from the environment, then from the project's env files. An empty variable counts as
 * absent: an empty format would blank every domain.
 *
 * @param python interpreter that reads a SITES written as a Python literal
 * @throws AppError `setting-invalid` naming the variable and where it is set
 */
export const readPlusSettings = async (input: {
  readonly environment: Environment;
  readonly envFileVariables: readonly EnvFileVariable[];
  readonly python: string;
}): Promise<PlusSettings> => {
  const find = (name: string): Sourced<string> | null => {
    const variable = `${prefix}${name}`;
    const inEnvironment = input.environment[variable];
    if (inEnvironment !== undefined && inEnvironment !== '') {
      return { value: inEnvironment, origin: 'environment', detail: variable };
    }
    const inFile = input.envFileVariables.find(
      (candidate) => candidate.name === variable && candidate.value !== '',
    );
    return inFile === undefined
      ? null
      : { value: inFile.value, origin: 'env-file', detail: `${variable} in ${inFile.file}` };
  };
  const rewriteDomains = find('REWRITE_DOMAINS');
  const useRealDomain = find('USE_REAL_DOMAIN');
  const mode = find('MODE');
  const sites = find('SITES');
  return {
    domainFormat: find('REWRITE_DOMAIN_FORMAT'),
    rewriteDomains: rewriteDomains === null ? null : asBoolean(rewriteDomains),
    useRealDomain: useRealDomain === null ? null : asBoolean(useRealDomain),
    mode: mode === null ? null : asMode(mode),
    sites: sites === null ? null : await asSites(sites, input.python, input.environment),
  };
};
