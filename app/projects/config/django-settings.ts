import { relative } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { AppError } from '../../contract';
import { parseDomainFormat } from '../../core/format/domain-format';
import { codeOf, type SettingsFile } from '../detect/settings-files';
import { basicEnvironment } from '../environment/basic-environment';
import { divertsDatabase } from '../environment/database-variables';
import { type AddonSettings, addonSettings } from './addon-settings';
import type { EnvFileVariable } from './env-files';
import { forEachPlusKey, type PlusKey, type PlusSettings, type PlusValues, plusTable } from './plus-table';
import type { Sourced } from './sourced';

interface DjangoSettingsInput {
  /** Absolute path of the project's folder: files are named relative to it. */
  readonly folder: string;
  /** Absolute path of manage.py's folder, where the settings are imported. */
  readonly root: string;
  readonly module: string;
  readonly settingsFiles: readonly SettingsFile[];
  readonly python: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly envFileVariables: readonly EnvFileVariable[];
  readonly serveEnv: Readonly<Record<string, string>>;
  /** Milliseconds until the import is given up. */
  readonly timeoutMs: number;
}

export interface DjangoSettings {
  readonly values: PlusSettings;
  /** What could not be read, for people; none where all is well. */
  readonly notes: readonly string[];
  /** Absolute; what the answer depends on. */
  readonly files: readonly string[];
}

const mentions =
  /\bDJANGO_MULTISITE_PLUS_|\bSITE_ID\b|\baldryn_addons\b|\bENABLE_UWSGI_CHEAPER\b|\bDJANGO_WEB_/;

/**
 * Imports the settings module and tells the values that are asked for. Django itself is not set up: no app is loaded, no database
 * is asked. What the module prints goes elsewhere. A SiteID of django-multisite is told as its default.
 */
const script = `
import importlib, json, os, sys
out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
module = importlib.import_module(sys.argv[1])
def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    default = getattr(value, "get_default", None)
    if default is not None:
        try:
            return int(default())
        except ValueError:
            return None
    return str(value)
values = {name: plain(getattr(module, name)) for name in sys.argv[2:] if hasattr(module, name)}
out.write(json.dumps(values))
out.flush()
os._exit(0)
`;

const valuesSchema = z.record(z.string(), z.unknown());
type Values = z.infer<typeof valuesSchema>;

/** Refuses connections, so that settings which ask a database at import fail at once and reach none. */
const noDatabase = 'postgres://nobody:nothing@127.0.0.1:1/none';

/** As a server's, but without a database, and without the variables that override what is to be read. */
const environmentOf = (input: DjangoSettingsInput): Record<string, string> => {
  const names: ReadonlySet<string> = new Set(Object.values(plusTable).map(({ variable }) => variable));
  const given = {
    ...Object.fromEntries(input.envFileVariables.map(({ name, value }) => [name, value])),
    ...input.serveEnv,
  };
  const kept = Object.entries(given).filter(([name]) => !names.has(name) && !divertsDatabase(name));
  return {
    ...basicEnvironment(input.environment),
    ...Object.fromEntries(kept),
    DJANGO_SETTINGS_MODULE: input.module,
    DATABASE_URL: noDatabase,
    PGHOST: '127.0.0.1',
    PGPORT: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
};

const importSettings = async (input: DjangoSettingsInput): Promise<Values | string> => {
  const names = Object.values(plusTable).map(({ variable }) => variable);
  const result = await execa(input.python, ['-c', script, input.module, ...names], {
    cwd: input.root,
    env: environmentOf(input),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: input.timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 4 * 1024 * 1024,
  });
  if (result.timedOut) return `it took longer than ${Math.round(input.timeoutMs / 1000)} s`;
  if (result.failed) return (result.stderr.trim().split('\n').at(-1) || result.shortMessage) ?? 'it failed';
  const parsed = valuesSchema.safeParse(JSON.parse(result.stdout));
  return parsed.success ? parsed.data : 'it answered with something else';
};

/** Where a name is assigned: `settings.py, line 41`; the module's own file first, so its line wins over one that it imports. */
const placeOf = (input: DjangoSettingsInput, variable: string, addon: AddonSettings): string => {
  const assignment = new RegExp(`^.*\\b${variable}['"\\]\\s]*(:[^=]+)?=(?!=)`);
  for (const { file, text } of input.settingsFiles) {
    const line = text.split('\n').findIndex((code) => assignment.test(code) && !/^\s*#/.test(code));
    if (line !== -1) return `${variable} in ${relative(input.folder, file)}, line ${line + 1}`;
  }
  return `${variable} ${addon.placeOf(variable) ?? `in ${input.module}`}`;
};

const isFormat = (given: unknown): boolean => {
  try {
    parseDomainFormat(String(given));
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
};

const none = (files: readonly string[]): DjangoSettings => ({
  values: forEachPlusKey(() => []),
  notes: [],
  files,
});

/**
 * Reads what the project's own settings say: `DJANGO_MULTISITE_PLUS_*`, SITE_ID and the like, those that an aldryn add-on makes of its
 * `settings.json` included. Where the settings do not mention any of them nothing is run; otherwise the project's Python imports them
 * once. A failure is a note, never an error: servers will tell it better.
 */
export const readDjangoSettings = async (input: DjangoSettingsInput): Promise<DjangoSettings> => {
  const addon = await addonSettings(input.folder, input.root);
  const files = [...input.settingsFiles.map(({ file }) => file), ...addon.files];
  if (!input.settingsFiles.some((file) => mentions.test(codeOf(file)))) return none(files);
  const imported = await importSettings(input);
  const notes: string[] = [];
  if (typeof imported === 'string') notes.push(`${input.module} could not be read: ${imported}`);
  const given = typeof imported === 'string' ? addon.values : imported;
  const find = <Key extends PlusKey>(key: Key): Sourced<PlusValues[Key]>[] => {
    const { variable, expected, parse } = plusTable[key];
    const raw = given[variable];
    if (raw === undefined || raw === null || raw === '') return [];
    const detail = placeOf(input, variable, addon);
    const value = parse(raw);
    if (value !== undefined && (key !== 'domainFormat' || isFormat(raw)))
      return [{ value, origin: 'settings.py', detail }];
    notes.push(`${detail} must be ${expected}, and is ${JSON.stringify(raw)}; it does not count`);
    return [];
  };
  return { values: forEachPlusKey(find), notes, files };
};
