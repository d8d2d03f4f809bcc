import type { Server, Site } from '../../../app/contract';

interface SiteStatus {
  /** Shape of the mark; state is never told by colour alone, so `text` goes with it. */
  readonly mark: 'ready' | 'starting' | 'stopped' | 'failed' | 'backing-off' | 'draining' | 'disabled';
  readonly text: string;
}

const texts = {
  ready: 'Ready',
  starting: 'Starting',
  stopped: 'Stopped',
  failed: 'Failed',
  'backing-off': 'Starting again',
  draining: 'Stopping',
} as const;

/** State of a site, seen from the server that answers for it. */
export const siteStatus = (site: Site, servers: readonly Server[]): SiteStatus => {
  if (!site.isEnabled) return { mark: 'disabled', text: 'Disabled' };
  const server = servers.find(({ siteIds }) => siteIds.includes(site.id));
  const mark = server?.status.state ?? 'stopped';
  return { mark, text: texts[mark] };
};
