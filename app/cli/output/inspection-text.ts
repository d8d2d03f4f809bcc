import type { Inspection } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatBytes, formatCount } from './quantities';
import { renderProblems } from './sites-text';
import { renderFacts, renderTable } from './table';

const shownTables = 10;

const formatText = (inspection: Inspection): string =>
  [
    inspection.format,
    inspection.formatVersion,
    inspection.compression === 'none' ? null : inspection.compression,
    formatBytes(inspection.sizeBytes),
    inspection.isComplete ? null : 'not complete',
  ]
    .filter((part) => part !== null)
    .join(', ');

const sitesTable = (inspection: Inspection, paint: Paint): string =>
  renderTable(
    [
      { title: 'ID', align: 'right' },
      ...['SLUG', 'NAME', 'IN THE DUMP', '', 'WILL OPEN AT'].map((title) => ({ title })),
    ],
    inspection.sites.map((site) => [
      String(site.id),
      cleanText(site.slug),
      cleanText(site.name),
      cleanText(site.domain),
      '→',
      `${site.localDomain === null ? paint.bad('none') : cleanText(site.localDomain)}${site.isEnabled ? '' : paint.dim(' (disabled)')}`,
    ]),
    paint,
  );

const tablesText = (inspection: Inspection, paint: Paint): string => {
  const byRows = [...inspection.tables].sort(
    (left, right) => (right.rows ?? -1) - (left.rows ?? -1) || (right.sizeBytes ?? 0) - (left.sizeBytes ?? 0),
  );
  const table = renderTable(
    [{ title: 'TABLE' }, { title: 'ROWS', align: 'right' }, { title: 'SIZE', align: 'right' }],
    byRows
      .slice(0, shownTables)
      .map(({ schema, name, rows, sizeBytes }) => [
        cleanText(schema === 'public' ? name : `${schema}.${name}`),
        rows === null ? '' : rows.toLocaleString('en-US'),
        sizeBytes === null ? '' : formatBytes(sizeBytes),
      ]),
    paint,
  );
  const rest = byRows.length - shownTables;
  return rest > 0 ? `${table}\n${paint.dim(`and ${formatCount(rest, 'more table', 'more tables')}`)}` : table;
};

/** The X-ray of a dump: what it is, its sites first, then its tables and what is wrong. */
export const renderInspection = (inspection: Inspection, paint: Paint): string => {
  const unavailable = inspection.extensions
    .filter(({ isAvailable }) => !isAvailable)
    .map(({ name }) => cleanText(name));
  const facts: [string, string][] = [
    ['File', cleanText(inspection.file)],
    ['Format', formatText(inspection)],
    ['Database', cleanText(inspection.databaseName ?? '')],
    ['PostgreSQL', cleanText(inspection.serverVersion ?? '')],
    ['Locale', cleanText(inspection.locale ?? 'not told by the dump: C.UTF-8')],
    ['Made', cleanText(inspection.createdAt ?? '').replace('T', ' ')],
    ['Tables', String(inspection.tables.length)],
    ['Extensions', inspection.extensions.map(({ name }) => cleanText(name)).join(', ')],
    ['Not available', unavailable.join(', ')],
  ];
  const problems = [...inspection.problems, ...inspection.sites.flatMap((site) => site.problems)];
  return [
    renderFacts(
      facts.filter(([, value]) => value !== ''),
      paint,
    ),
    '',
    inspection.sites.length === 0 ? 'No sites were found in it.' : sitesTable(inspection, paint),
    ...(inspection.tables.length === 0 ? [] : ['', tablesText(inspection, paint)]),
    ...(problems.length === 0 ? [] : ['', renderProblems(problems, paint)]),
  ].join('\n');
};
