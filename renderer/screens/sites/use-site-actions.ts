import { useMemo } from 'react';
import type { Project, SiteOperationInput } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import type { SitePanel } from '../../navigation/place';
import { showNotice } from '../../notices/show';
import { openInBrowser } from '../../shell/open-in-browser';
import { call } from '../../store/call';
import type { SiteEntry } from './site-entries';

type Entries = readonly SiteEntry[];

/** What can be done to sites, from wherever they are shown. */
export interface SiteActions {
  show(entry: SiteEntry, panel: SitePanel): void;
  /** Shows it with the cursor in its first field. */
  edit(entry: SiteEntry): void;
  openInBrowser(entries: Entries): void;
  copyAddresses(entries: Entries): void;
  /** Their servers, each once. */
  restart(entries: Entries): void;
  /** All in one plan. */
  setEnabled(entries: Entries, isEnabled: boolean): void;
  giveSlug(entry: SiteEntry, slug: string): void;
  adopt(entries: Entries): void;
}

/** Addresses at which sites open on this machine. */
export const addressesOf = (entries: Entries): readonly string[] =>
  entries.flatMap(({ site }) => (site.url === null || !site.isEnabled ? [] : [site.url]));

/** Names of the servers that answer for sites, each once. */
export const serverNamesOf = (entries: Entries): readonly string[] => [
  ...new Set(entries.flatMap(({ server }) => (server === null ? [] : [server.name]))),
];

/** A change of sites that somebody asked for: it is shown before it is made. */
export interface AskedChange {
  /** A verb, and what it is done to. */
  readonly title: string;
  readonly operation: SiteOperationInput;
}

const namesOf = (entries: Entries): string => {
  const [only, second] = entries;
  return only !== undefined && second === undefined ? only.site.name : `${entries.length} sites`;
};

const actionsOf = (projectId: string, ask: (change: AskedChange) => void): SiteActions => ({
  show: ({ site }, panel) =>
    useNavigation.getState().go({ screen: 'site', project: projectId, siteId: site.id, panel }),
  edit: ({ site }) =>
    useNavigation.getState().go({
      screen: 'site',
      project: projectId,
      siteId: site.id,
      panel: 'fields',
      isToBeEdited: true,
    }),
  openInBrowser: (entries) => addressesOf(entries).forEach(openInBrowser),
  copyAddresses: (entries) => {
    const addresses = addressesOf(entries);
    void navigator.clipboard
      .writeText(addresses.join('\n'))
      .then(() =>
        showNotice(
          addresses.length === 1 ? `Copied ${addresses[0]}` : `Copied ${addresses.length} addresses`,
          null,
        ),
      );
  },
  restart: (entries) => {
    for (const server of serverNamesOf(entries))
      void call((client) => client.servers.restart({ projectId, server }));
  },
  setEnabled: (entries, isEnabled) => {
    const others = entries.filter(({ site }) => site.isEnabled !== isEnabled);
    ask({
      title: `${isEnabled ? 'Enable' : 'Disable'} ${namesOf(others)}`,
      operation: { kind: 'enable', siteIds: others.map(({ site }) => site.id), isEnabled },
    });
  },
  giveSlug: ({ site }, slug) =>
    ask({ title: `Use slug ${slug} for ${site.name}`, operation: { kind: 'edit', siteId: site.id, slug } }),
  adopt: (entries) =>
    ask({
      title: `Adopt ${namesOf(entries)}`,
      operation: { kind: 'adopt', siteIds: entries.map(({ site }) => site.id) },
    }),
});

/** @param ask shows what a change would do, and makes it; the same function each time */
export const useSiteActions = ({ id }: Project, ask: (change: AskedChange) => void): SiteActions =>
  useMemo(() => actionsOf(id, ask), [id, ask]);
