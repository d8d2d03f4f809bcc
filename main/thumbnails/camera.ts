import { BrowserWindow, type NativeImage } from 'electron';

/** What the page is laid out for, and the picture of it: 320 x 176 on the sheet, for displays with two pixels a point. */
const page = { width: 1280, height: 704 } as const;
const picture = { width: 640, height: 352 } as const;
const jpegQuality = 86;

/** A page that is not done by then is pictured as far as it is. */
const loadLimitMs = 15_000;
/** Time for a frame after the load; a page that stands still paints none. */
const paintLimitMs = 250;

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

const painted = (window: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    const enough = setTimeout(resolve, paintLimitMs);
    window.webContents.once('paint', () => {
      clearTimeout(enough);
      resolve();
    });
    window.webContents.invalidate();
  });

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
      await painted(window);
      return window.isDestroyed() ? null : shrunk(await window.webContents.capturePage());
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy();
    },
  };
};
