import Table from 'cli-table3';
import type { Paint } from './paint';

export interface Column {
  readonly title: string;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
}

const noLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** Columns that are empty in every row say nothing. */
const usedColumns = (columns: readonly Column[], rows: readonly (readonly string[])[]): number[] =>
  columns.flatMap((_, index) => (rows.some((row) => (row[index] ?? '') !== '') ? [index] : []));

/**
 * Rows below a dim heading, columns two blanks apart, no lines: easy to read, to grep and to cut. Wide characters count as two.
 *
 * @param rows cells, already cleaned and painted
 */
export const renderTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): string => {
  const used = usedColumns(columns, rows);
  const table = new Table({
    head: used.map((index) => paint.dim(columns[index]?.title ?? '')),
    colAligns: used.map((index) => columns[index]?.align ?? 'left'),
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push(used.map((index) => row[index] ?? ''));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

/** `Label  value` lines, labels padded to one width. */
export const renderFacts = (facts: readonly (readonly [string, string])[], paint: Paint): string => {
  const width = Math.max(...facts.map(([label]) => label.length));
  return facts.map(([label, value]) => `${paint.dim(label.padEnd(width))}  ${value}`.trimEnd()).join('\n');
};
