import { app, type BrowserWindow, nativeTheme } from 'electron';
import { project, type ShellTheme, type State } from '../app/contract';
import { hostPageNow } from '../app/host/attach/host-page';
import { answerPage } from './bridge/answer-page';
import { channels } from './bridge/channels';
import { openFileQueue } from './files/file-queue';
import { handedFiles, pathsIn } from './files/handed-over';
import { lastHostLines } from './host/last-lines';
import { openLink } from './host/link';
import { hostLaunch } from './host/node-program';
import { showMenu } from './menu/show-menu';
import { leadNamesHere } from './names/lead-names';
import { guardContents } from './navigation/guard-contents';
import { previewHosts } from './navigation/rules';
import { tellEndedJobs } from './notifications/tell-jobs';
import { forgetPreviews } from './previews/forget-previews';
import { askBeforeUnload } from './quit/ask-before-unload';
import { prepareQuit } from './quit/quit-app';
import type { ShellPlaces } from './shell-places';
import { takePictures } from './thumbnails/take-pictures';
import { waitingView } from './waiting/view';
import { openKeptState } from './window/kept-state';
import { bringToFront, keepWindow, openMainWindow } from './window/main-window';
import { linkPages } from './window/show-link';

const shownLines = 12;

/** The whole desktop app: one window on the host's own page, and around it what only a desktop can do. */
export const startShell = (places: ShellPlaces): void => {
  const kept = openKeptState(places.keptStateFile);
  const names = leadNamesHere(kept);
  const previews = forgetPreviews(places.profileFolder);
  nativeTheme.themeSource = kept.state.theme;

  let window: BrowserWindow | null = null;
  let state: State | null = null;
  let unsaved: string | null = null;
  const currentWindow = (): BrowserWindow | null => (window?.isDestroyed() === false ? window : null);
  const send = (channel: string, value?: unknown): void => currentWindow()?.webContents.send(channel, value);

  const pages = linkPages(places.distFolder, currentWindow, () => hostPageNow(process.env));
  const files = openFileQueue((handed) => send(channels.openFiles, handed));
  const pictures = takePictures(() => (nativeTheme.shouldUseDarkColors ? 'dark' : 'light'), Date.now);

  const link = openLink({
    environment: process.env,
    launch: () => hostLaunch(process.versions.node, places.hostEntry, process.env),
    now: Date.now,
    onState: (next) => {
      if (app.isReady()) pages.show(next);
      send(channels.waitingView, view());
    },
    onEvent: (event, host) => {
      const before = state;
      state = project(state, event);
      if (state === null) return;
      names.follow(state);
      previews.follow(state);
      tellEndedJobs(before, state, currentWindow(), (jobId) => send(channels.showJob, jobId));
      pictures.look(state, host);
    },
  });
  const view = () =>
    waitingView(link.state, places.dataFolder, () => lastHostLines(places.dataFolder, shownLines));

  const setTheme = (theme: ShellTheme): void => {
    nativeTheme.themeSource = theme;
    kept.change({ theme });
  };

  guardContents({
    isWindowPage: (address) => pages.isHostPage(address) || pages.isWaitingPage(address),
    previewHosts: () => previewHosts(state ?? { sites: [], router: { url: null, port: null } }),
    leavePreview: () => {
      currentWindow()?.webContents.focus();
      send(channels.leavePreview);
    },
  });

  const quitting = prepareQuit({
    link,
    jobs: () => state?.jobs ?? [],
    unsaved: () => unsaved,
    window: currentWindow,
    closeAll: () => {
      pictures.close();
      const open = currentWindow();
      if (open === null) return;
      keepWindow(open, kept);
      open.destroy();
    },
  });

  const openWindow = (): void => {
    window = openMainWindow(places.distFolder, kept);
    window.on('close', (event) => {
      // On macOS an app goes on without its window.
      if (process.platform === 'darwin' || quitting.isUnderWay) return;
      event.preventDefault();
      quitting.quit();
    });
    askBeforeUnload(window, () => unsaved, pages.stay);
    // Another document, not another place in it: what the page before listened for and had unsaved is gone with it.
    window.webContents.on('did-navigate', () => {
      unsaved = null;
      files.hold();
    });
    pages.show(link.state);
  };

  const toFront = (): void => {
    const target = currentWindow();
    if (target === null) openWindow();
    else bringToFront(target);
  };

  app.on('second-instance', (_, words, workingFolder) => {
    files.add(handedFiles(pathsIn(words, app.isPackaged), workingFolder));
    toFront();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.add(handedFiles([path], '/'));
    if (app.isReady()) toFront();
  });
  app.on('activate', toFront);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') quitting.quit();
  });

  void app.whenReady().then(() => {
    // Not before: Electron takes them for itself while it starts, and would ask.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quitting.quitNow);
    answerPage({
      window: currentWindow,
      isOwnPage: pages.isHostPage,
      isWaitingPage: pages.isWaitingPage,
      setTheme,
      setAvailableCommands: (ids) => menu.setAvailable(ids),
      setUnsaved: (what) => {
        unsaved = what;
      },
      filesWanted: files.flush,
      waitingWanted: () => send(channels.waitingView, view()),
      retry: link.retry,
    });
    files.add(handedFiles(pathsIn(process.argv, app.isPackaged), process.cwd()));
    openWindow();
    // While the page is on its way: it can be chosen from once the page has said what there is.
    const menu = showMenu(places.dataFolder, (id) => send(channels.command, id));
  });
};
