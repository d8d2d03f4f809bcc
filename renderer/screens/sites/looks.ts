import type { SiteEntry } from './site-entries';

/** How the last picture of a site is shown in each state. */
export const looks = {
  ready: 'plain',
  routed: 'plain',
  starting: 'waiting',
  'backing-off': 'waiting',
  draining: 'off',
  failed: 'off',
  stopped: 'off',
  disabled: 'out',
  conflict: 'out',
  unmanaged: 'out',
} as const satisfies Record<SiteEntry['status']['kind'], string>;

/** Whether two entries show the same, so that nothing need be rendered again. */
export const showSame = (one: SiteEntry, other: SiteEntry): boolean =>
  one.site === other.site && one.server === other.server && one.status.text === other.status.text;
