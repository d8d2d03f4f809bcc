import type { AppMigrations, Inspection } from '../../contract';
import type { RewriteSettings } from '../../core/rewrite/rewrite-settings';
import { chooseSlugs } from '../../core/sites/choose-slugs';
import { inspectSites } from '../../core/sites/describe-sites';
import { proposeIdentities } from '../../core/sites/propose-identities';
import type { SiteTables } from '../../core/sites/rows';
import { noSurroundings } from '../../core/sites/surroundings';
import type { DumpReader } from '../entry';
import { openDump } from '../open-dump';
import { dumpProblems } from './dump-problems';
import { isExtensionTable } from './extension-needs';
import { siteTablesOf } from './site-tables';
import { type Survey, surveyDump, type TableCounted } from './survey';

/** What is read of a dump. */
export interface ReadRequest {
  readonly file: string;
  /** Extensions that the server can make. */
  readonly availableExtensions: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** False leaves the rows of an archive uncounted, except those of the sites' tables. Default true. */
  readonly countsRows?: boolean;
  /** Told of each table of an archive whose rows are counted, and of none of plain SQL. */
  readonly onCounted?: TableCounted;
}

/** What an import would be told. */
export interface PlanRequest {
  readonly settings: RewriteSettings;
  /** Slugs chosen beforehand, by site id. */
  readonly slugs: ReadonlyMap<number, string>;
  /** Of the project that the dump is for, named like hosts (trap 16). Default: none. */
  readonly templateFolders?: readonly string[];
  /** ISO 8601. */
  readonly now: string;
}

export type InspectRequest = ReadRequest & PlanRequest;

/** All that is known of a dump, whatever an import is told: reading it again would find the same. */
export type DumpFacts = Omit<Inspection, 'sites'> & { readonly siteTables: SiteTables };

const shapeOf = ({ sites, aliases, plus }: SiteTables): Inspection['shape'] => {
  if (sites === null) return 'no-sites';
  if (plus !== null) return 'sites-plus';
  return aliases === null ? 'sites' : 'sites-aliases';
};

const migrationsIn = (survey: Survey): AppMigrations[] => {
  const rows = [...survey.tables.values()].find(({ name }) => name === 'django_migrations')?.rows ?? [];
  const byApp = new Map<string, string[]>();
  for (const { app, name } of rows) {
    if (app == null || name == null) continue;
    const names = byApp.get(app);
    if (names === undefined) byApp.set(app, [name]);
    else names.push(name);
  }
  return [...byApp].map(([app, names]) => ({ app, names: names.toSorted() }));
};

const factsOf = async (reader: DumpReader, request: ReadRequest): Promise<DumpFacts> => {
  const { file, signal, availableExtensions, countsRows = true } = request;
  const survey = await surveyDump(reader, { isCounting: countsRows, onCounted: request.onCounted }, signal);
  const { tables, unreadable } = siteTablesOf(survey);
  const isComplete = reader.isComplete();
  const { header } = reader;
  return {
    file,
    sizeBytes: reader.sizeBytes,
    format: header.format,
    compression: header.compression,
    formatVersion: header.formatVersion,
    serverVersion: header.serverVersion,
    dumperVersion: header.dumperVersion,
    createdAt: header.createdAt,
    databaseName: header.databaseName,
    encoding: header.encoding,
    locale: header.locale,
    isComplete,
    tables: [...survey.tables.values()]
      .filter((table) => !isExtensionTable(survey, table))
      .map(({ schema, name, rowCount, sizeBytes }) => ({ schema, name, rows: rowCount, sizeBytes })),
    extensions: [...survey.extensions.keys()].map((name) => ({
      name,
      isAvailable: availableExtensions.has(name),
    })),
    roles: [...survey.roles],
    shape: shapeOf(tables),
    migrations: migrationsIn(survey),
    problems: dumpProblems({ survey, tables, availableExtensions, isComplete, unreadable }),
    siteTables: tables,
  };
};

/**
 * Reads a dump without restoring it.
 *
 * @throws what `openDump` and the reader throw: a dump that cannot be imported cannot be inspected either; only one
 * that was cut between two statements is described, with `isComplete` false
 */
export const readDumpFacts = async (request: ReadRequest): Promise<DumpFacts> => {
  const reader = await openDump(request.file, request.signal);
  try {
    return await factsOf(reader, request);
  } finally {
    await reader.close();
  }
};

/** What an import with these settings would make of a dump that was read. */
export const inspectionOf = ({ siteTables, ...facts }: DumpFacts, plan: PlanRequest): Inspection => {
  const { settings, slugs, now, templateFolders = [] } = plan;
  const identities = proposeIdentities(siteTables);
  const chosen = chooseSlugs({ tables: siteTables, identities, slugs });
  const surroundings = { ...noSurroundings, templateFolders };
  return {
    ...facts,
    sites: siteTables.sites === null ? [] : inspectSites({ ...chosen, settings, now, surroundings }),
  };
};

/**
 * Looks into a dump (the X-ray): what it is, what is in it, its sites and the local domain that each would get, and everything that
 * is wrong.
 *
 * @throws what `readDumpFacts` throws
 */
export const inspectDump = async (request: InspectRequest): Promise<Inspection> =>
  inspectionOf(await readDumpFacts(request), request);
