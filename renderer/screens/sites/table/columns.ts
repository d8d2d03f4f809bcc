import type { SortKey } from './sorting';

export interface Column {
  /** Null: nothing to sort by. */
  readonly key: SortKey | null;
  readonly title: string;
  /** Figures stand at the right. */
  readonly isFigure: boolean;
  /** Not shown in a narrow window. */
  readonly isWide: boolean;
}

/** The columns in their order; the picture stands after the id, without a head. */
export const columns: readonly Column[] = [
  { key: 'id', title: 'Id', isFigure: true, isWide: false },
  { key: 'name', title: 'Name', isFigure: false, isWide: false },
  { key: 'domain', title: 'Local domain', isFigure: false, isWide: false },
  { key: 'real-domain', title: 'Real domain', isFigure: false, isWide: false },
  { key: 'state', title: 'State', isFigure: false, isWide: false },
  { key: 'p50', title: 'p50 ms', isFigure: true, isWide: false },
  { key: 'p95', title: 'p95 ms', isFigure: true, isWide: true },
  { key: null, title: 'Last hour', isFigure: false, isWide: true },
  { key: 'memory', title: 'MB', isFigure: true, isWide: false },
  { key: 'requests', title: 'Requests', isFigure: true, isWide: true },
  { key: 'aliases', title: 'Aliases', isFigure: true, isWide: true },
];

/** Without the check box and the picture. */
export const columnCount = columns.length + 2;
