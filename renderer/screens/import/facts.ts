import type { Database, InspectedDump, Job, Site } from '../../../app/contract';
import { counted } from '../../text/counted';
import { importResultOf } from './import-result';

const shapes = {
  'no-sites': 'no table of sites',
  sites: 'without slugs or aliases',
  'sites-aliases': 'with aliases',
  'sites-plus': 'with slugs and aliases',
} as const;

/** How a dump tells of its sites, in words. */
export const shapeText = ({ shape }: InspectedDump): string => shapes[shape];

/** `3 problems, 2 fixes chosen`, `no problem`. */
export const problemsText = (problems: number, fixes: number): string => {
  if (problems === 0) return 'no problem';
  return fixes === 0
    ? counted(problems, 'problem')
    : `${counted(problems, 'problem')}, ${fixes} ${fixes === 1 ? 'fix' : 'fixes'} chosen`;
};

/** Rows of all tables, and how many tables are counted so far. */
export const rowsCounted = (
  tables: InspectedDump['tables'],
): { readonly rows: number; readonly tablesCounted: number } => ({
  rows: tables.reduce((total, { rows }) => total + (rows ?? 0), 0),
  tablesCounted: tables.filter(({ rows }) => rows !== null).length,
});

/** The tables that take most room, largest first. */
export const largestTables = (tables: InspectedDump['tables'], count: number): InspectedDump['tables'] =>
  tables
    .filter(({ sizeBytes }) => (sizeBytes ?? 0) > 0)
    .sort((one, other) => (other.sizeBytes ?? 0) - (one.sizeBytes ?? 0))
    .slice(0, count);

/** A dump of more rows than this many times the largest measured one is not estimated: it would be a guess. */
const mostTimes = 20;

/**
 * How long an import will take, from those that this machine did: rows at the pace of the largest one, and what went before and after its
 * restore.
 *
 * @param jobs in which ended imports are looked for
 * @returns milliseconds; null where nothing comparable was measured, or the dump's rows are not all counted
 */
export const importEstimateMs = (
  dump: InspectedDump,
  databases: readonly Database[],
  jobs: readonly Job[],
): number | null => {
  if (dump.tables.some(({ rows }) => rows === null)) return null;
  const measured = jobs.flatMap((job) => {
    const report = databases.find(({ id }) => id === importResultOf(job)?.databaseId)?.report ?? null;
    if (report === null || report.rows === 0 || job.endedAt === null) return [];
    return [{ report, tookMs: Date.parse(job.endedAt) - Date.parse(job.startedAt) }];
  });
  const [largest] = [...measured].sort((one, other) => other.report.rows - one.report.rows);
  const { rows } = rowsCounted(dump.tables);
  if (largest === undefined || rows > largest.report.rows * mostTimes) return null;
  const { report, tookMs } = largest;
  return Math.max(0, tookMs - report.durationMs) + (rows * report.durationMs) / report.rows;
};

/** Why an import cannot begin; null where it can. The first that holds is told. */
export const importBlock = (facts: {
  readonly hasProject: boolean;
  readonly isConnected: boolean;
  readonly label: string;
  readonly dump: InspectedDump;
  readonly freeBytes: number | null;
  readonly sizeText: (bytes: number) => string;
  readonly hasPlanError: boolean;
}): string | null => {
  const { dump, freeBytes, sizeText } = facts;
  const fatal = dump.problems.find(({ severity, siteId }) => severity === 'error' && siteId === null);
  if (fatal !== undefined) return fatal.message;
  if (!facts.hasProject) return 'A dump is imported into a project. Open one first; this dump stays here.';
  if (!facts.isConnected) return 'The host does not answer.';
  if (facts.label.trim() === '') return 'The database needs a name.';
  if (facts.hasPlanError) return 'What was chosen cannot be done.';
  if (freeBytes !== null && freeBytes < dump.neededBytes)
    return `The import needs about ${sizeText(dump.neededBytes)}; ${sizeText(freeBytes)} are free.`;
  return null;
};

/** How many sites of a dump another database does not have, by id. */
export const newSiteCount = (sites: InspectedDump['sites'], others: readonly Site[]): number => {
  const known = new Set(others.map(({ id }) => id));
  return sites.filter(({ id }) => !known.has(id)).length;
};
