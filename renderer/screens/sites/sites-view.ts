import { create } from 'zustand';
import type { SiteFilter } from './site-entries';
import type { Sorting } from './table/sorting';

/** How a person looks at the sites of a project: kept while the window is open, so that coming back finds it again. */
export interface SitesView {
  readonly search: string;
  readonly filter: SiteFilter;
  readonly sorting: Sorting | null;
  /** The site that the keys are at; null: none yet. */
  readonly currentId: number | null;
  readonly selected: ReadonlySet<number>;
  /** The site that was turned over last: where a range begins. The keys may be elsewhere by then, as a click moves them first. */
  readonly anchorId: number | null;
}

const startView: SitesView = {
  search: '',
  filter: 'all',
  sorting: null,
  currentId: null,
  selected: new Set(),
  anchorId: null,
};

const useViews = create<{ readonly byProject: ReadonlyMap<string, SitesView> }>()(() => ({
  byProject: new Map(),
}));

export const useSitesView = (projectId: string): SitesView =>
  useViews(({ byProject }) => byProject.get(projectId) ?? startView);

export const changeSitesView = (projectId: string, change: Partial<SitesView>): void =>
  useViews.setState(({ byProject }) => ({
    byProject: new Map(byProject).set(projectId, { ...(byProject.get(projectId) ?? startView), ...change }),
  }));
