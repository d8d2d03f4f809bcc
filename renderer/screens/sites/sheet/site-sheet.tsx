import type { ListProps } from '../list/list-props';
import { useRows } from '../list/use-rows';
import { gap, type SheetColumns } from './sheet-columns';
import { SiteCard } from './site-card';
import classes from './site-sheet.module.css';

interface Props extends ListProps {
  readonly columns: SheetColumns;
  /** What starting took when it was last measured; null: never. */
  readonly expectedStartMs: number | null;
}

/** The contact sheet: a card for each site, in an order that stays. */
export const SiteSheet = ({ columns, list, entries, currentId, selected, ...rest }: Props) => {
  const currentIndex = entries.findIndex(({ site }) => site.id === currentId);
  const rowCount = Math.ceil(entries.length / columns.count);
  const rowHeight = columns.height + gap;
  const rows = useRows({
    root: list,
    rowCount,
    rowHeight,
    itemCount: entries.length,
    keptRow: currentIndex === -1 ? -1 : Math.floor(currentIndex / columns.count),
  });
  const places = rows.flatMap((row) =>
    Array.from({ length: columns.count }, (_, column) => ({
      row,
      column,
      index: row * columns.count + column,
    })),
  );
  return (
    <ul
      ref={(element) => {
        list.current = element;
      }}
      aria-label="Sites"
      className={classes.sheet}
      style={{ height: Math.max(0, rowCount * rowHeight - gap) }}
    >
      {places.map(({ row, column, index }) => {
        const entry = entries[index];
        if (entry === undefined || columns.width <= 0) return null;
        const { id } = entry.site;
        return (
          <SiteCard
            key={id}
            {...rest}
            entry={entry}
            isCurrent={id === currentId}
            isSelected={selected.has(id)}
            position={index + 1}
            count={entries.length}
            left={column * (columns.width + gap)}
            top={row * rowHeight}
            width={columns.width}
            height={columns.height}
          />
        );
      })}
    </ul>
  );
};
