import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type Column, columns } from './columns';
import classes from './site-table.module.css';
import type { Sorting, SortKey } from './sorting';

interface Props {
  readonly sorting: Sorting | null;
  readonly selectedCount: number;
  readonly count: number;
  onSort(key: SortKey): void;
  onSelectAll(isSelected: boolean): void;
}

const directionOf = (sorting: Sorting | null, key: SortKey | null): 'ascending' | 'descending' | 'none' => {
  if (sorting === null || sorting.key !== key) return 'none';
  return sorting.isDescending ? 'descending' : 'ascending';
};

const Head = ({
  column,
  sorting,
  onSort,
}: Pick<Props, 'sorting' | 'onSort'> & { readonly column: Column }) => {
  const { key } = column;
  const direction = directionOf(sorting, column.key);
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      aria-sort={key === null ? undefined : direction}
      className={classes.head}
      data-figure={column.isFigure || undefined}
      data-wide={column.isWide || undefined}
    >
      {key === null ? (
        <span className={classes.title}>{column.title}</span>
      ) : (
        <button type="button" className={classes.sort} onClick={() => onSort(key)}>
          {column.title}
          {direction !== 'none' && <Arrow size={14} stroke={1.5} aria-hidden="true" />}
        </button>
      )}
    </th>
  );
};

/** The heads of the columns; those of what has an order sort by it. */
export const TableHead = ({ sorting, selectedCount, count, onSort, onSelectAll }: Props) => {
  const [id, ...others] = columns;
  return (
    <thead className={classes.heads}>
      <tr aria-rowindex={1} className={classes.row}>
        <th scope="col" className={classes.check}>
          <Checkbox
            size="xs"
            aria-label="Select all sites"
            checked={count > 0 && selectedCount === count}
            indeterminate={selectedCount > 0 && selectedCount < count}
            onChange={({ currentTarget }) => onSelectAll(currentTarget.checked)}
          />
        </th>
        {id !== undefined && <Head column={id} sorting={sorting} onSort={onSort} />}
        <th scope="col" aria-label="Picture" />
        {others.map((column) => (
          <Head key={column.title} column={column} sorting={sorting} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
};
