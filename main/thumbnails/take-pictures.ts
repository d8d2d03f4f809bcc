import { AppError, type State, type ThumbnailKey } from '../../app/contract';
import type { Attached } from '../../app/host/attach/attach';
import { type Camera, openCamera } from './camera';
import { type DuePicture, nextPicture, pictureId, type Tried } from './due-pictures';

/** The window itself comes first: its page is read and drawn meanwhile. */
const firstPictureMs = 2_000;
/** The window for pictures goes when none was needed for so long. */
const keepCameraMs = 10_000;

export interface PictureTaker {
  /** Looks what is to be taken. Call it after each change of the state or the theme. */
  look(state: State, host: Attached): void;
  close(): void;
}

/** Takes the pictures of sites, one after the other. While nothing changes it does nothing, and has no window. */
export const takePictures = (theme: () => ThumbnailKey['theme'], now: () => number): PictureTaker => {
  const tried = new Map<string, Tried>();
  let latest: { readonly state: State; readonly host: Attached } | null = null;
  let camera: Camera | null = null;
  let hasBegun = false;
  let isAtWork = false;
  let timer: NodeJS.Timeout | null = null;

  const after = (delayMs: number, act: () => void): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(act, delayMs);
  };

  const closeCamera = (): void => {
    camera?.close();
    camera = null;
  };

  const take = async ({ key, url, changedAt }: DuePicture, host: Attached): Promise<void> => {
    tried.set(pictureId(key), { atMs: now(), changedAt });
    camera ??= openCamera();
    const jpeg = await camera.take(url);
    if (jpeg !== null) await host.client.thumbnails.put({ ...key, base64: jpeg.toString('base64') });
  };

  const work = async (): Promise<void> => {
    if (isAtWork || latest === null) return;
    isAtWork = true;
    try {
      for (;;) {
        const next = nextPicture(latest.state, theme(), tried, now());
        if (next === null) after(keepCameraMs, closeCamera);
        else if ('waitMs' in next) after(next.waitMs, () => void work());
        else {
          await take(next, latest.host);
          continue;
        }
        return;
      }
    } catch (error) {
      // The host or the database went away meanwhile: its next state says what is to be taken then.
      if (!(error instanceof AppError)) console.warn('A picture of a site could not be taken:', error);
    } finally {
      isAtWork = false;
    }
  };

  return {
    look: (state, host) => {
      latest = { state, host };
      if (hasBegun) void work();
      else if (timer === null)
        after(firstPictureMs, () => {
          hasBegun = true;
          void work();
        });
    },
    close: () => {
      latest = null;
      if (timer !== null) clearTimeout(timer);
      closeCamera();
    },
  };
};
