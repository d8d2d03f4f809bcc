import type { Inspection } from '../../contract';
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
import { surveyDump } from './survey';

export interface InspectRequest {
  readonly file: string;
  readonly settings: RewriteSettings;
  /** Extensions that the server can make. */
  readonly availableExtensions: ReadonlySet<string>;
  /** Slugs chosen beforehand, by site id. */
  readonly slugs: ReadonlyMap<number, string>;
  /** Of the project that the dump is for, named like hosts (trap 16). Default: none. */
  readonly templateFolders?: readonly string[];
  /** ISO 8601. */
  readonly now: string;
  readonly signal: AbortSignal;
  /** False leaves the rows of an archive uncounted, except those of the sites' tables. Default true. */
  readonly countsRows?: boolean;
}

const shapeOf = ({ sites, aliases, plus }: SiteTables): Inspection['shape'] => {
  if (sites === null) return 'no-sites';
  if (plus !== null) return 'sites-plus';
  return aliases === null ? 'sites' : 'sites-aliases';
};

const inspectReader = async (reader: DumpReader, request: InspectRequest): Promise<Inspection> => {
  const { file, settings, slugs, now, signal, availableExtensions, templateFolders = [] } = request;
  const survey = await surveyDump(reader, request.countsRows ?? true, signal);
  const { tables: found, unreadable } = siteTablesOf(survey);
  const { tables, identities } = chooseSlugs({ tables: found, identities: proposeIdentities(found), slugs });
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
    sites:
      tables.sites === null
        ? []
        : inspectSites({
            tables,
            identities,
            settings,
            now,
            surroundings: { ...noSurroundings, templateFolders },
          }),
    problems: dumpProblems({ survey, tables, availableExtensions, isComplete, unreadable }),
  };
};

/**
 * Looks into a dump without restoring it (the X-ray): what it is, what is in it, its sites and the local domain that
 * each would get, and everything that is wrong.
 *
 * @throws what `openDump` and the reader throw: a dump that cannot be imported cannot be inspected either; only one
 * that was cut between two statements is described, with `isComplete` false
 */
export const inspectDump = async (request: InspectRequest): Promise<Inspection> => {
  const reader = await openDump(request.file, request.signal);
  try {
    return await inspectReader(reader, request);
  } finally {
    await reader.close();
  }
};
