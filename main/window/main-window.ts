import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { KeptStateFile } from './kept-state';
import { placeWindow, type Rectangle, smallestWindow } from './place-window';

/** Body colours of the page, so that nothing flashes before its first paint. */
const grounds = { light: '#ffffff', dark: '#17191f' } as const;

const displays = (): [Rectangle, ...Rectangle[]] => {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
};

export const keepWindow = (window: BrowserWindow, kept: KeptStateFile): void => {
  // Normal bounds: those that it goes back to from maximised.
  kept.change({ window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } });
};

/** The one window, not shown yet. Where it was is kept when it closes. */
export const openMainWindow = (distFolder: string, kept: KeptStateFile): BrowserWindow => {
  const window = new BrowserWindow({
    ...placeWindow(kept.state.window, displays()),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Manysite',
    icon: join(distFolder, 'shell', 'icon.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light,
    autoHideMenuBar: true,
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'default',
    webPreferences: {
      preload: join(distFolder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (kept.state.window?.isMaximized === true) window.maximize();
    window.show();
  });
  window.on('close', () => keepWindow(window, kept));
  return window;
};

/** In front of everything, for somebody who started the app again or clicked a notification. */
export const bringToFront = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};
