import { BrowserWindow, type NativeImage } from 'electron';

/** What the page is laid out for, and the picture of it: 320 x 176 on the sheet, for displays with two pixels a point. */
const page = { width: 1280, height: 704 } as const;
const picture = { width: 640, height: 352 } as const;
const jpegQuality = 86;

/** A page that is not done by then is pictured as far as it is. */
const loadLimitMs = 15_000;
/** Time for frames after the load; a page that computes on and on is pictured as it was painted last. */
const paintLimitMs = 2_000;
/** Any but 0, which is the page's own: so that no script of the page meets what is asked here. */
const isolatedWorld = 1_001;
/** The second frame's beginning says that the first one is on the screen, with the style below. */
const twoFrames =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))';
/** Nobody scrolls a picture. As the user's own style, so that no page's style wins over it. */
const withoutScrollbars = '::-webkit-scrollbar { display: none !important }';

/** Sites of all databases share it, but only in memory, and none is logged in. */
export const cameraPartition = 'manysite-pictures';

export interface Camera {
  /** @returns a JPEG; null where the page did not load */
  take(url: string): Promise<Buffer | null>;
  close(): void;
}

const settled = (window: BrowserWindow, url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const tooLate = setTimeout(() => {
      window.webContents.stop();
      resolve(true);
    }, loadLimitMs);
    window.loadURL(url).then(
      () => {
        clearTimeout(tooLate);
        resolve(true);
      },
      () => {
        // Refused, cut off, or led where no picture may go: then the site has no picture.
        clearTimeout(tooLate);
        resolve(false);
      },
    );
  });

const painted = ({ webContents }: BrowserWindow): Promise<unknown> => {
  let enough: NodeJS.Timeout | undefined;
  return Promise.race([
    webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code: twoFrames }]),
    new Promise((resolve) => {
      enough = setTimeout(resolve, paintLimitMs);
    }),
  ]).finally(() => clearTimeout(enough));
};

const shrunk = (image: NativeImage): Buffer | null =>
  image.isEmpty() ? null : image.resize({ ...picture, quality: 'best' }).toJPEG(jpegQuality);

/** A window that nobody sees: a hidden one would have nothing to picture. */
export const openCamera = (): Camera => {
  const window = new BrowserWindow({
    ...page,
    show: false,
    frame: false,
    webPreferences: {
      offscreen: true,
      partition: cameraPartition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
    },
  });
  window.webContents.setAudioMuted(true);
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
  window.webContents.session.on('will-download', (event) => event.preventDefault());
  return {
    take: async (url) => {
      if (!(await settled(window, url)) || window.isDestroyed()) return null;
      await window.webContents.insertCSS(withoutScrollbars, { cssOrigin: 'user' });
      await painted(window);
      return window.isDestroyed() ? null : shrunk(await window.webContents.capturePage());
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
};
