import { app, type Session, type WebContents } from 'electron';
import { openInBrowser } from './open-in-browser';
import { isForPreview, isPreviewPartition, originOf, type PreviewHosts } from './rules';

export interface Guards {
  /** Whether the window may show an address: the page of the host, or our own while there is none. */
  readonly isWindowPage: (address: string) => boolean;
  readonly previewHosts: () => PreviewHosts;
  /** Escape was pressed twice in a preview. */
  readonly leavePreview: () => void;
}

const escapeTwiceWithinMs = 600;

const watchEscape = (contents: WebContents, leave: () => void): void => {
  let pressedAt = Number.NEGATIVE_INFINITY;
  contents.on('before-input-event', (_, { type, key }) => {
    if (type !== 'keyDown') return;
    const now = performance.now();
    if (key === 'Escape' && now - pressedAt < escapeTwiceWithinMs) leave();
    pressedAt = key === 'Escape' ? now : Number.NEGATIVE_INFINITY;
  });
};

/** Pages of sites that nobody looks at: they go where previews may, and nothing comes of the rest. */
const guardPicture = (contents: WebContents, guards: Guards): void => {
  const stopOthers = (event: { preventDefault(): void }, address: string): void => {
    if (!isForPreview(address, guards.previewHosts())) event.preventDefault();
  };
  contents.on('will-navigate', stopOthers);
  contents.on('will-redirect', stopOthers);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
};

/** The same for somebody who clicks: what leads elsewhere opens in the system's browser. */
const guardPreview = (contents: WebContents, guards: Guards): void => {
  guardPicture(contents, guards);
  contents.on('will-navigate', (_, address) => {
    if (!isForPreview(address, guards.previewHosts())) void openInBrowser(address);
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isForPreview(url, guards.previewHosts())) void contents.loadURL(url);
    else void openInBrowser(url);
    return { action: 'deny' };
  });
  watchEscape(contents, guards.leavePreview);
};

const guardWindow = (contents: WebContents, guards: Guards): void => {
  contents.on('will-attach-webview', (event, preferences, params) => {
    const { src = '', partition = '' } = params;
    if (!isPreviewPartition(partition) || !isForPreview(src, guards.previewHosts())) {
      event.preventDefault();
      return;
    }
    delete preferences.preload;
    Object.assign(preferences, {
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      // They reach the handler above, which makes no window of them.
      disablePopups: false,
    });
  });
};

const guardNavigation = (contents: WebContents, guards: Guards): void => {
  const stopOthers = (event: { preventDefault(): void }, address: string): void => {
    if (guards.isWindowPage(address)) return;
    event.preventDefault();
    void openInBrowser(address);
  };
  contents.on('will-navigate', stopOthers);
  contents.on('will-redirect', stopOthers);
  contents.setWindowOpenHandler(({ url }) => {
    void openInBrowser(url);
    return { action: 'deny' };
  });
  guardWindow(contents, guards);
};

/** Copying to the clipboard is all that the page may do beyond a page's own; pages of sites may nothing. */
const guardPermissions = (
  session: Session,
  isAllowed: (permission: string, origin: string | null) => boolean,
) => {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isAllowed(permission, originOf(contents?.getURL() ?? ''))),
  );
  session.setPermissionCheckHandler((_, permission, origin) => isAllowed(permission, originOf(origin)));
  session.setDevicePermissionHandler(() => false);
};

/** Restricts everything that shows a page, from its first moment. Call it before the app is ready. */
export const guardContents = (guards: Guards): void => {
  app.on('web-contents-created', (_, contents) => {
    const type = contents.getType();
    if (type === 'webview') guardPreview(contents, guards);
    else if (type === 'offscreen') guardPicture(contents, guards);
    else guardNavigation(contents, guards);
  });
  app.on('session-created', (session) => {
    const isOfWindow = (origin: string | null): boolean =>
      origin !== null && guards.isWindowPage(`${origin}/`);
    guardPermissions(
      session,
      (permission, origin) => permission === 'clipboard-sanitized-write' && isOfWindow(origin),
    );
  });
};
