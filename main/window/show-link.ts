import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserWindow } from 'electron';
import type { LinkState } from '../host/link';
import { originOf } from '../navigation/rules';

/** A host that answers sooner needs no page that says that it is waited for. */
const patienceMs = 600;

interface HostPage {
  readonly uiUrl: string;
  readonly token: string;
}

export interface LinkPages {
  /** Shows what fits the state of the link. */
  show(link: LinkState): void;
  /** The page that was to be replaced stays, as it has changes that are not saved. */
  stay(): void;
  isHostPage(address: string): boolean;
  isWaitingPage(address: string): boolean;
}

/**
 * Puts the right page into the window: that of the host, or our own while there is none.
 *
 * @param hostPageNow where the host's page is, before it has answered: the window need not wait for that
 */
export const linkPages = (
  distFolder: string,
  window: () => BrowserWindow | null,
  hostPageNow: () => HostPage | null,
): LinkPages => {
  const waitingUrl = pathToFileURL(join(distFolder, 'shell', 'index.html')).href;
  let hostOrigin: string | null = null;
  let shown: string | null = null;
  let patience: NodeJS.Timeout | null = null;

  const load = (address: string): void => {
    const target = window();
    if (target === null) return;
    shown = address;
    // A load that another one replaces is rejected, and its page is of no interest any more.
    target.loadURL(address).catch((error: unknown) => {
      if (shown === address)
        console.warn(`The window could not load ${originOf(address) ?? waitingUrl}:`, error);
    });
  };

  const showWaiting = (): void => {
    if (shown !== waitingUrl) load(waitingUrl);
  };

  const showHost = ({ uiUrl, token }: HostPage): void => {
    hostOrigin = originOf(uiUrl);
    // The same page connects again by itself, and keeps what people were at.
    if (!isSameHost(hostOrigin)) load(`${uiUrl}#token=${encodeURIComponent(token)}`);
  };

  const isSameHost = (origin: string | null): boolean => shown !== null && originOf(shown) === origin;

  return {
    show: (link) => {
      if (patience !== null) clearTimeout(patience);
      patience = null;
      switch (link.state) {
        case 'looking': {
          // A page of the host that is there already says itself that it waits.
          if (shown !== null) return;
          const page = hostPageNow();
          if (page === null) patience = setTimeout(showWaiting, patienceMs);
          else showHost(page);
          return;
        }
        case 'open':
          showHost(link.host.info);
          return;
        case 'stopped':
        case 'failed':
          showWaiting();
          return;
        default:
          link satisfies never;
      }
    },
    stay: () => {
      // Of what is there, not of what was on its way.
      shown = window()?.webContents.mainFrame.url ?? null;
    },
    isHostPage: (address) => hostOrigin !== null && originOf(address) === hostOrigin,
    isWaitingPage: (address) => address === waitingUrl,
  };
};
