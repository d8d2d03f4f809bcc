import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { AppError } from '../../contract';
import { type PlacesInput, pgDumpPlaces } from './pg-dump-places';

export interface PgDump {
  readonly file: string;
  /** As it says, e.g. `18.4`. */
  readonly version: string;
}

/** A program that says nothing within this time is none that we can use. */
const answerTimeoutMs = 10_000;

/** Pure. @param answer of `pg_dump --version`; Debian adds its package's version in brackets */
export const versionIn = (answer: string): string | null =>
  /\(PostgreSQL\) (\d+(\.\d+)*\w*)/.exec(answer)?.[1] ?? null;

const majorOf = (version: string): number => Number.parseInt(version, 10);

const versionOf = async (file: string): Promise<string | null> => {
  const { stdout, failed } = await execa(file, ['--version'], {
    reject: false,
    timeout: answerTimeoutMs,
    stdin: 'ignore',
  });
  return failed ? null : versionIn(stdout);
};

const installHints: Partial<Record<NodeJS.Platform, (major: number) => string>> = {
  darwin: (major) => `brew install postgresql@${major}`,
  win32: (major) => `the installer of PostgreSQL ${major} from postgresql.org, with “Command Line Tools”`,
};

const installHint = (platform: NodeJS.Platform, major: number): string =>
  installHints[platform]?.(major) ??
  `the package postgresql-client-${major} of your system or of apt.postgresql.org`;

/**
 * Finds a pg_dump that can dump a server: it must not be older than that.
 *
 * @param input.serverVersion as PostgreSQL says, e.g. `18.4`
 * @param input.wanted the only one to be used (`--pg-dump`, or the setting `pgDump`); null: the first that is new enough of PATH,
 *   the places of the system, and Python packages
 * @throws AppError `pg-dump-missing` naming what was found and what to install
 */
export const findPgDump = async (
  input: PlacesInput & { readonly serverVersion: string; readonly wanted: string | null },
): Promise<PgDump> => {
  const { serverVersion, wanted, platform } = input;
  const files = wanted === null ? await pgDumpPlaces(input) : [wanted];
  const tooOld: PgDump[] = [];
  for (const file of files.filter((one) => existsSync(one))) {
    const version = await versionOf(file);
    if (version === null) continue;
    if (majorOf(version) >= majorOf(serverVersion)) return { file, version };
    tooOld.push({ file, version });
  }
  const major = majorOf(serverVersion);
  const found = tooOld.map(({ file, version }) => `${version} (${file})`);
  const where = wanted === null ? 'on this machine' : `at ${wanted}`;
  throw new AppError(
    'pg-dump-missing',
    found.length === 0
      ? `There is no pg_dump ${where}; it takes one of PostgreSQL ${major} or newer.`
      : `No pg_dump ${where} is new enough: it takes ${major} or newer, and there ${found.length === 1 ? 'is' : 'are'} ${found.join(', ')}.`,
    {
      hint: `Install ${installHint(platform, major)}; or name one: \`--pg-dump FILE\`.`,
      data: { neededMajor: major, found: tooOld },
    },
  );
};
