import { useMemo } from 'react';
import type { Project, SiteOperationInput } from '../../../app/contract';
import { keysOf } from '../../frame/key-hint';
import { useNavigation } from '../../navigation/navigation';
import type { SitePanel } from '../../navigation/place';
import { showNotice } from '../../notices/show';
import { openInBrowser } from '../../shell/open-in-browser';
import { call } from '../../store/call';
import { counted } from '../../text/counted';
import { sizeOfPlan } from '../rewrite/plan-lines';
import type { SiteEntry } from './site-entries';

type Entries = readonly SiteEntry[];

/** What can be done to sites, from wherever they are shown. */
export interface SiteActions {
  show(entry: SiteEntry, panel: SitePanel): void;
  openInBrowser(entries: Entries): void;
  copyAddresses(entries: Entries): void;
  /** Their servers, each once. */
  restart(entries: Entries): void;
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

/** Plans, applies just that plan, and tells what was done. */
const applyOne = async (projectId: string, operation: SiteOperationInput): Promise<void> => {
  const of = { projectId, database: null, operation };
  const plan = await call((client) => client.sites.plan(of));
  if (plan === null) return;
  const applied = await call((client) => client.sites.apply({ ...of, fingerprint: plan.fingerprint }));
  if (applied === null) return;
  const { rows } = sizeOfPlan(applied);
  showNotice(
    `${applied.title}.`,
    rows === 0
      ? 'Nothing had to be changed.'
      : `${counted(rows, 'row')} written. ${keysOf('undo-plan')} takes it back.`,
  );
};

const actionsOf = (projectId: string): SiteActions => ({
  show: ({ site }, panel) =>
    useNavigation.getState().go({ screen: 'site', project: projectId, siteId: site.id, panel }),
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
  setEnabled: async (entries, isEnabled) => {
    for (const { site } of entries)
      if (site.isEnabled !== isEnabled)
        await applyOne(projectId, { kind: 'edit', siteId: site.id, isEnabled });
  },
  giveSlug: ({ site }, slug) => void applyOne(projectId, { kind: 'edit', siteId: site.id, slug }),
  adopt: (entries) =>
    void applyOne(projectId, { kind: 'adopt', siteIds: entries.map(({ site }) => site.id) }),
});

export const useSiteActions = ({ id }: Project): SiteActions => useMemo(() => actionsOf(id), [id]);
