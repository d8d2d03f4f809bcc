import type { Mode } from '../contract';
import { basicEnvironment } from './environment/basic-environment';
import { type DatabaseAccess, databaseVariables, divertsDatabase } from './environment/database-variables';
import { type EnvironmentVariable, plusVariables } from './environment/plus-variables';
import { pythonVariables } from './environment/python-variables';
import { mask, shownValue } from './environment/secrets';
import type { ProjectConfig } from './project-config';

/** What the settings overlay (app/servers/django) needs besides the database. */
export interface OverlayValues {
  /** Every host that the router serves for the database, without port. */
  readonly allowedHosts: readonly string[];
  /** Exact origins such as `http://shop.127.0.0.1.nip.io:8000`. */
  readonly localOrigins: readonly string[];
  /** Absolute; mails are written there. */
  readonly emailFolder: string;
  readonly cacheKeyPrefix: string;
  /** Absolute; the overlay writes there what it changed. Null: nowhere. */
  readonly reportFile: string | null;
}

export interface ServerEnvironmentInput {
  readonly config: ProjectConfig;
  /** The host's environment, of which only the basics go on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly mode: Mode;
  /** The one site of a process in multi-process mode; null in single-process mode. */
  readonly siteId: number | null;
  readonly database: DatabaseAccess;
  /** Absolute path of the folder with the overlay's sitecustomize. */
  readonly overlayFolder: string;
  readonly overlay: OverlayValues;
}

const overlayVariable = 'MANYSITE_OVERLAY';

const overlayValue = ({ config, database, overlay }: ServerEnvironmentInput): string =>
  JSON.stringify({
    database: {
      name: database.name,
      user: database.user,
      password: database.password,
      host: database.host,
      port: database.port,
    },
    allowedHosts: overlay.allowedHosts,
    localOrigins: overlay.localOrigins,
    emailFolder: overlay.emailFolder,
    cacheKeyPrefix: overlay.cacheKeyPrefix,
    off: config.overlayOff,
    reportFile: overlay.reportFile,
  });

/** Weakest first: a later variable of the same name takes an earlier one's place. */
const layers = (input: ServerEnvironmentInput): EnvironmentVariable[] => {
  const { config } = input;
  const session = Object.entries(basicEnvironment(input.environment)).map(([name, value]) => ({
    name,
    value,
    reason: 'your session',
  }));
  const plusOfSession = Object.entries(input.environment).flatMap(([name, value]) =>
    value !== undefined && name.startsWith('DJANGO_MULTISITE_PLUS_')
      ? [{ name, value, reason: 'your session' }]
      : [],
  );
  const fromFiles = config.envFileVariables
    .filter(({ name }) => !divertsDatabase(name))
    .map(({ name, value, file }) => ({ name, value, reason: file }));
  const fromServe = Object.entries(config.env)
    .filter(([name]) => !divertsDatabase(name))
    .map(([name, value]) => ({ name, value, reason: 'serve.env' }));
  const given = [...session, ...fromFiles, ...fromServe, ...plusOfSession];
  return [
    ...given,
    ...pythonVariables(
      config,
      input.overlayFolder,
      Object.fromEntries(given.map(({ name, value }) => [name, value])),
    ),
    ...databaseVariables(input.database),
    ...(input.siteId === null
      ? []
      : [{ name: 'SITE_ID', value: String(input.siteId), reason: 'the one site of this process' }]),
    ...plusVariables(config, input.mode),
    { name: overlayVariable, value: overlayValue(input), reason: 'values of the settings overlay' },
  ];
};

/**
 * The whole environment of a program of the project: servers, after-import steps, exec and run alike. In it, from weak to strong: the
 * basics of the user's session, env files, `serve.env`, then what Manysite sets: Python, the database, SITE_ID, the settings of
 * django-multisite-plus and the overlay's values. A live DATABASE_URL of an env file therefore never gets through.
 *
 * @returns one entry a name, with the reason, sorted by name; values in clear, see `shownVariables`
 */
export const serverEnvironment = (input: ServerEnvironmentInput): EnvironmentVariable[] => {
  const variables = new Map<string, EnvironmentVariable>();
  for (const variable of layers(input)) {
    const before = variables.get(variable.name);
    const replaced =
      before !== undefined && before.reason !== 'your session' && before.value !== variable.value;
    variables.set(
      variable.name,
      replaced ? { ...variable, reason: `${variable.reason} (in place of ${before.reason})` } : variable,
    );
  }
  return [...variables.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
};

/** As a program gets it. */
export const asProcessEnvironment = (variables: readonly EnvironmentVariable[]): Record<string, string> =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]));

const shownOverlay = (value: string, password: string): string =>
  password === '' ? value : value.replaceAll(JSON.stringify(password), JSON.stringify(mask));

/** As it may be printed: passwords and keys are masked, also inside URLs and the overlay's values. */
export const shownVariables = (
  variables: readonly EnvironmentVariable[],
  database: DatabaseAccess,
): EnvironmentVariable[] =>
  variables.map((variable) => ({
    ...variable,
    value:
      variable.name === overlayVariable
        ? shownOverlay(variable.value, database.password)
        : shownValue(variable.name, variable.value),
  }));
