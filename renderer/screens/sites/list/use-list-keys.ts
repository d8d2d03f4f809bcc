import { type RefObject, useEffect, useRef } from 'react';
import { indexAfter, moveOfKey } from './moves';

interface ListKeys {
  /** The element that holds the list. */
  readonly list: RefObject<HTMLElement | null>;
  /** In the order in which they are shown. */
  readonly ids: readonly number[];
  readonly currentId: number | null;
  readonly columns: number;
  onMove(id: number): void;
  onOpen(id: number): void;
  onSelect(id: number): void;
  onSelectAll(): void;
  onEscape(): void;
}

/** Marks the one element of an item that takes the keys of the list. */
export const itemKeys = (id: number) => ({ 'data-list-item': id }) as const;

/** Gives the keys to an item. @returns whether it is in the page */
export const focusItem = (list: HTMLElement | null, id: number): boolean => {
  const item = list?.querySelector<HTMLElement>(`[data-list-item="${id}"]`) ?? null;
  item?.focus();
  return item !== null;
};

const isItem = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.dataset.listItem !== undefined;

/** No element has the keys, or the screen as a whole. */
const isNothing = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof HTMLElement && target.matches('main'));

/** Keys count while the list has them, or nothing has: a button, a field or a menu keeps its own. */
const isForList = (target: EventTarget | null, list: HTMLElement | null): boolean =>
  isNothing(target) || (target instanceof HTMLElement && list?.contains(target) === true);

const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey;

/** Arrows, J and K, Enter, Space, Escape and select all, in a list of which one item at a time takes part in the tab order. */
export const useListKeys = (keys: ListKeys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { list, ids, currentId, columns, ...does } = latest.current;
      if (event.defaultPrevented || event.isComposing || !isForList(event.target, list.current)) return;
      const isAtItem = isItem(event.target) || isNothing(event.target);
      const index = currentId === null ? -1 : ids.indexOf(currentId);
      const move = isPlain(event) ? moveOfKey(event.key) : null;
      const goal = move === null ? -1 : (ids[indexAfter(move, index, ids.length, columns)] ?? -1);
      if (goal !== -1) does.onMove(goal);
      else if (event.key === 'Escape') does.onEscape();
      else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && isAtItem) does.onSelectAll();
      else if (currentId !== null && index !== -1 && isAtItem && isPlain(event) && event.key === 'Enter')
        does.onOpen(currentId);
      else if (currentId !== null && index !== -1 && isAtItem && isPlain(event) && event.key === ' ')
        does.onSelect(currentId);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
};
