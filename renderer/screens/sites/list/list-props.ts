import type { RefObject } from 'react';
import type { SiteEntry } from '../site-entries';
import type { SiteActions } from '../use-site-actions';

/** How a site was clicked. */
export interface SiteClick {
  readonly hasShift: boolean;
  /** With ⌘ or Ctrl. */
  readonly hasMain: boolean;
}

/** What sheet and table have in common. */
export interface ListProps {
  /** In the order in which they are shown. */
  readonly entries: readonly SiteEntry[];
  readonly databaseId: string;
  readonly actions: SiteActions;
  readonly search: string;
  /** The site that takes part in the tab order; null where none is shown. */
  readonly currentId: number | null;
  readonly selected: ReadonlySet<number>;
  /** True once the keys have moved: the current site then takes the focus, and sets it back. */
  readonly focusRequest: RefObject<boolean>;
  /** The element that holds the list. */
  readonly list: RefObject<HTMLElement | null>;
  onCurrent(siteId: number): void;
  onClick(entry: SiteEntry, click: SiteClick): void;
}
