import { stat } from 'node:fs/promises';
import { execa } from 'execa';
import { AppError } from '../../contract';
import type { ClusterAddress } from '../cluster';
import type { Login } from '../connect';
import type { PgDump } from './find-pg-dump';

export type ExportFormat = 'custom' | 'plain';

interface RunInput {
  readonly pgDump: PgDump;
  readonly address: ClusterAddress;
  readonly database: string;
  /** The project's serving role. */
  readonly login: Login;
  readonly format: ExportFormat;
  /** Plain SQL as gzip; custom dumps always are. */
  readonly isGzip: boolean;
  /** Written from its beginning. */
  readonly file: string;
  /** The basics of the user's session: PATH and the like. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** @param table what it is at; null: not rows */
  readonly onProgress: (bytesWritten: number, table: string | null) => void;
}

const lookIntervalMs = 300;
const shownLines = 10;

const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
};

/** Owners and rights are roles of this machine only, which no other server has. */
const argumentsOf = ({ format, isGzip, file }: RunInput): string[] => [
  `--format=${format}`,
  ...(format === 'plain' && isGzip ? ['--compress=gzip'] : []),
  ...['--no-owner', '--no-privileges', '--verbose', '--no-password'],
  `--file=${file}`,
];

const failure = (input: RunInput, output: string): AppError => {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const isFull = /No space left on device|ENOSPC|Disk quota exceeded/.test(output);
  const reason = lines.findLast((line) => line.includes('error:')) ?? lines.at(-1) ?? 'it said nothing';
  return new AppError(
    isFull ? 'disk-full' : 'export-failed',
    `pg_dump ${input.pgDump.version} could not dump ${input.database}: ${reason.replace(/^pg_dump: /, '')}`,
    {
      hint: isFull ? 'Free space there, or choose another folder.' : 'Nothing was written.',
      data: { output: lines.slice(-shownLines) },
    },
  );
};

/**
 * Dumps a database into a file, as a role without powers, whose password is in the environment only.
 *
 * @throws AppError `export-failed`, `disk-full`; the signal's reason. The caller removes the file then.
 */
export const runPgDump = async (input: RunInput): Promise<void> => {
  const { pgDump, address, database, login, file, signal } = input;
  signal.throwIfAborted();
  let table: string | null = null;
  const dumping = execa(pgDump.file, argumentsOf(input), {
    reject: false,
    cancelSignal: signal,
    stdin: 'ignore',
    stdout: 'ignore',
    extendEnv: false,
    env: {
      ...input.environment,
      LC_ALL: 'C',
      PGHOST: address.host,
      PGPORT: String(address.port),
      PGDATABASE: database,
      PGUSER: login.user,
      PGPASSWORD: login.password,
      PGSSLMODE: 'disable',
      PGAPPNAME: 'manysite export',
      PGCLIENTENCODING: 'UTF8',
    },
  });
  dumping.stderr.on('data', (chunk: Buffer) => {
    table = /dumping contents of table "(.*)"/.exec(chunk.toString('utf8'))?.[1] ?? table;
  });
  const clearTimer = (): void => clearInterval(timer);
  const timer = setInterval(() => {
    // A folder that cannot be looked into is told by pg_dump itself.
    sizeOf(file).then((bytes) => input.onProgress(bytes, table), clearTimer);
  }, lookIntervalMs);
  try {
    const { failed, stderr } = await dumping;
    signal.throwIfAborted();
    if (failed) throw failure(input, stderr);
  } finally {
    clearTimer();
  }
};
