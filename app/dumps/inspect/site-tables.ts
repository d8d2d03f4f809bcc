import type { SiteTables } from '../../core/sites/rows';
import { soundRows } from '../../core/sites/sound-rows';
import type { Row } from './read-rows';
import { parseAliasRow, parsePlusRow, parseRows, parseSiteRow } from './site-rows';
import type { Survey, SurveyedTable } from './survey';

/** A table without its CREATE TABLE is none; of several schemas public counts, else the first. */
const createdTable = (survey: Survey, name: string): SurveyedTable | null => {
  const found = [...survey.tables.values()].filter((table) => table.name === name && table.columns !== null);
  return found.find((table) => table.schema === 'public') ?? found[0] ?? null;
};

/**
 * The sites' tables as the dump has them, as they will be once it is imported.
 *
 * @returns `unreadable`: how many rows of a table hold expressions instead of values
 */
export const siteTablesOf = (survey: Survey) => {
  const unreadable = new Map<string, number>();
  const read = <T>(name: string, parse: (row: Row) => T | null): T[] | null => {
    const table = createdTable(survey, name);
    if (table === null) return null;
    const parsed = parseRows(table.rows ?? [], parse);
    if (parsed.unreadable > 0) unreadable.set(name, parsed.unreadable);
    return parsed.found;
  };
  const tables: SiteTables = {
    sites: read('django_site', parseSiteRow),
    aliases: read('multisite_alias', parseAliasRow),
    plus: read('django_multisite_plus_site', parsePlusRow),
  };
  return { tables: soundRows(tables), unreadable };
};
