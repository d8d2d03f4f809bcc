import { useMemo, useRef } from 'react';
import type { Project, Site } from '../../../app/contract';
import type { SiteClick } from './list/list-props';
import { toggled, withRange } from './list/selection';
import { entriesOf, foundOf, type ServingAll, type SiteEntry } from './site-entries';
import { changeSitesView, type SitesView, useSitesView } from './sites-view';
import { inOrder, nextSorting, type Sorting, type SortKey, sortedIds } from './table/sorting';
import type { SiteActions } from './use-site-actions';

/** The sites as a person looks at them now, and what changes that. */
export interface SiteList {
  readonly view: SitesView;
  readonly entries: readonly SiteEntry[];
  /** Those that are shown, in their order. */
  readonly shown: readonly SiteEntry[];
  readonly selected: readonly SiteEntry[];
  /** The one that the keys are at; null before they are at any. */
  readonly current: SiteEntry | null;
  change(change: Partial<SitesView>): void;
  onCurrent(siteId: number): void;
  onClick(entry: SiteEntry, click: SiteClick): void;
  onSelect(siteId: number, hasShift: boolean): void;
  onSelectAll(isSelected: boolean): void;
  onSort(key: SortKey): void;
}

/** An order that lasts: figures change all the time, and rows that jump cannot be read. It is made anew when other sites come or another column counts. */
const useOrder = (
  databaseId: string,
  entries: readonly SiteEntry[],
  sorting: Sorting | null,
): readonly number[] => {
  const kept = useRef<{ readonly key: string; readonly ids: readonly number[] }>({ key: '', ids: [] });
  const ids = entries.map(({ site }) => site.id).join(' ');
  const key = `${databaseId} ${sorting?.key} ${sorting?.isDescending} ${ids}`;
  if (kept.current.key !== key) kept.current = { key, ids: sortedIds(entries, sorting) };
  return kept.current.ids;
};

export const useSiteList = (
  project: Project,
  sites: readonly Site[],
  serving: ServingAll,
  actions: SiteActions,
): SiteList => {
  const view = useSitesView(project.id);
  const { filter, search, sorting } = view;
  const entries = useMemo(() => entriesOf(sites, serving), [sites, serving]);
  const order = useOrder(project.activeDatabaseId ?? '', entries, sorting);
  const shown = useMemo(
    () => foundOf(inOrder(entries, order), filter, search),
    [entries, order, filter, search],
  );
  const latest = useRef({ view, shown });
  latest.current = { view, shown };
  const handlers = useMemo(() => {
    const change = (part: Partial<SitesView>): void => changeSitesView(project.id, part);
    const onSelect = (siteId: number, hasShift: boolean): void => {
      const { selected, anchorId } = latest.current.view;
      const ids = latest.current.shown.map(({ site }) => site.id);
      change({
        selected: hasShift ? withRange(selected, ids, anchorId, siteId) : toggled(selected, siteId),
        currentId: siteId,
        anchorId: siteId,
      });
    };
    return {
      change,
      onSelect,
      onCurrent: (currentId: number): void => {
        if (latest.current.view.currentId !== currentId) change({ currentId });
      },
      onClick: (entry: SiteEntry, { hasShift, hasMain }: SiteClick): void => {
        if (hasShift || hasMain) onSelect(entry.site.id, hasShift);
        else actions.show(entry, 'fields');
      },
      onSelectAll: (isSelected: boolean): void =>
        change({ selected: new Set(isSelected ? latest.current.shown.map(({ site }) => site.id) : []) }),
      onSort: (key: SortKey): void => change({ sorting: nextSorting(latest.current.view.sorting, key) }),
    };
  }, [project.id, actions]);
  return {
    view,
    entries,
    shown,
    selected: entries.filter(({ site }) => view.selected.has(site.id)),
    current: shown.find(({ site }) => site.id === view.currentId) ?? null,
    ...handlers,
  };
};
