import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Up to so many things all are in the page; beyond, only those in sight. */
const virtualFrom = 100;
/** What is in the page above and below what is in sight, in px. */
const overscanPx = 400;

interface Rows {
  /** The element that holds the rows, within the one that scrolls. */
  readonly root: RefObject<HTMLElement | null>;
  readonly rowCount: number;
  /** With the gap to the next row, in px. */
  readonly rowHeight: number;
  /** How many things all rows hold. */
  readonly itemCount: number;
  /** A row that stays in the page even out of sight, since it has the keys; -1: none. */
  readonly keptRow: number;
}

/** The rows of a long list that are to be in the page now, by number. */
export const useRows = ({ root, rowCount, rowHeight, itemCount, keptRow }: Rows): readonly number[] => {
  const isVirtual = itemCount > virtualFrom;
  const [margin, setMargin] = useState(0);
  const scroller = (): HTMLElement | null => root.current?.closest('main') ?? null;
  useLayoutEffect(() => {
    const inside = root.current;
    const outside = inside?.closest('main');
    if (inside == null || outside == null) return;
    setMargin(inside.getBoundingClientRect().top - outside.getBoundingClientRect().top + outside.scrollTop);
  }, [root]);
  const virtualizer = useVirtualizer({
    count: rowCount,
    enabled: isVirtual,
    getScrollElement: scroller,
    estimateSize: () => rowHeight,
    overscan: Math.ceil(overscanPx / Math.max(1, rowHeight)),
    scrollMargin: margin,
    useFlushSync: false,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return keptRow === -1 || rows.includes(keptRow) ? rows : [...rows, keptRow].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  return isVirtual
    ? virtualizer.getVirtualItems().map(({ index }) => index)
    : Array.from({ length: rowCount }, (_, index) => index);
};
