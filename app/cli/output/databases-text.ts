import { basename } from 'node:path';
import type { Database } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatAge, formatBytes, formatCount } from './quantities';
import { renderTable } from './table';

const stateText = (database: Database, paint: Paint): string => {
  switch (database.state) {
    case 'ready':
      return database.isActive ? paint.good('active') : 'ready';
    case 'needs-attention':
      return paint.warning('needs attention');
    case 'importing':
    case 'deleting':
      return paint.dim(database.state);
    default:
      return database.state satisfies never;
  }
};

/** The snapshots of all databases, below the table: most have none. */
const snapshotLines = (databases: readonly Database[], now: Date, paint: Paint): string[] => {
  const rows = databases.flatMap((database) =>
    database.snapshots.map((snapshot) => [
      cleanText(snapshot.name),
      cleanText(database.label),
      formatBytes(snapshot.sizeBytes),
      formatAge(snapshot.takenAt, now),
    ]),
  );
  const columns = [
    { title: 'SNAPSHOT' },
    { title: 'OF' },
    { title: 'SIZE', align: 'right' as const },
    { title: 'TAKEN' },
  ];
  return rows.length === 0 ? [] : [renderTable(columns, rows, paint), ''];
};

/** Data and copies apart, as only the copies can be done without. */
const totalLine = (databases: readonly Database[]): string => {
  const sum = (sizes: readonly (number | null)[]): number =>
    sizes.reduce<number>((total, bytes) => total + (bytes ?? 0), 0);
  const total = sum(databases.map(({ totalBytes }) => totalBytes));
  const copies = total - sum(databases.map(({ sizeBytes }) => sizeBytes));
  return `${formatCount(databases.length, 'database')}, ${formatBytes(total)}${copies > 0 ? `, of which ${formatBytes(copies)} are snapshots and copies for reset` : ''}`;
};

/** The databases of a project, the active one marked. */
export const renderDatabases = (databases: readonly Database[], now: Date, paint: Paint): string => {
  if (databases.length === 0) return 'No database yet. Import a dump: manysite import DUMP';
  const rows = databases.map((database) => [
    database.isActive ? paint.good('*') : '',
    cleanText(database.name),
    cleanText(database.label),
    stateText(database, paint),
    database.siteCount === null ? '' : String(database.siteCount),
    database.sizeBytes === null ? '' : formatBytes(database.sizeBytes),
    formatBytes(database.totalBytes),
    database.importedAt === null ? '' : formatAge(database.importedAt, now),
    cleanText(basename(database.dump.file)),
    database.problemCount === 0 ? '' : paint.warning(formatCount(database.problemCount, 'problem')),
  ]);
  const columns = [
    ...['', 'NAME', 'LABEL', 'STATE'].map((title) => ({ title })),
    { title: 'SITES', align: 'right' as const },
    { title: 'SIZE', align: 'right' as const },
    { title: 'WITH COPIES', align: 'right' as const },
    ...['IMPORTED', 'DUMP', ''].map((title) => ({ title })),
  ];
  const attention = databases
    .filter((database) => database.attention !== null)
    .map((database) => `${paint.warning(cleanText(database.name))}  ${cleanText(database.attention ?? '')}`);
  return [
    renderTable(columns, rows, paint),
    '',
    ...(attention.length > 0 ? [...attention, ''] : []),
    ...snapshotLines(databases, now, paint),
    paint.dim(totalLine(databases)),
  ].join('\n');
};
