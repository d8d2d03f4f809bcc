import type { ListProps } from '../list/list-props';
import { useRows } from '../list/use-rows';
import { columnCount } from './columns';
import { SiteRow } from './site-row';
import classes from './site-table.module.css';
import type { Sorting, SortKey } from './sorting';
import { TableHead } from './table-head';

const rowHeight = 40;

/** What ARIA in HTML allows for a table whose rows can be moved through and selected. */
const grid = { role: 'grid', 'aria-multiselectable': true } as const;

interface Props extends ListProps {
  readonly sorting: Sorting | null;
  onSort(key: SortKey): void;
  onSelect(siteId: number, hasShift: boolean): void;
  onSelectAll(isSelected: boolean): void;
}

/** The sites as a table. */
export const SiteTable = (props: Props) => {
  const { entries, currentId, selected, list } = props;
  const rows = useRows({
    root: list,
    rowCount: entries.length,
    rowHeight,
    itemCount: entries.length,
    keptRow: entries.findIndex(({ site }) => site.id === currentId),
  });
  return (
    <table
      {...grid}
      aria-label="Sites"
      aria-rowcount={entries.length + 1}
      aria-colcount={columnCount}
      className={classes.table}
    >
      <TableHead
        sorting={props.sorting}
        selectedCount={entries.filter(({ site }) => selected.has(site.id)).length}
        count={entries.length}
        onSort={props.onSort}
        onSelectAll={props.onSelectAll}
      />
      <tbody
        ref={(element) => {
          list.current = element;
        }}
        className={classes.rows}
        style={{ height: entries.length * rowHeight }}
      >
        {rows.map((index) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          const { id } = entry.site;
          return (
            <SiteRow
              key={id}
              entry={entry}
              databaseId={props.databaseId}
              search={props.search}
              focusRequest={props.focusRequest}
              isCurrent={id === currentId}
              isSelected={selected.has(id)}
              rowIndex={index + 2}
              top={index * rowHeight}
              onCurrent={props.onCurrent}
              onClick={props.onClick}
              onSelect={props.onSelect}
            />
          );
        })}
      </tbody>
    </table>
  );
};
