import { create } from 'zustand';
import { AppError, type Thumbnail } from '../../app/contract';
import { showError } from '../notices/show';
import { useStore } from '../store/store';

interface Picture {
  readonly takenAt: string;
  /** A `blob:` URL, or null where the picture cannot be shown. */
  readonly url: string | null;
}

/** Pictures that were fetched, by the id of their thumbnail, oldest first. */
export const usePictures = create<{ readonly byId: ReadonlyMap<string, Picture> }>()(() => ({
  byId: new Map(),
}));

/** What is kept though nobody shows it. */
const keptPictures = 300;
/** So many are fetched at once: one message each, and others want the door as well. */
const fetchesAtOnce = 4;
/** Longer than the cross-fade, which still shows the old one. */
const revokeAfterMs = 1_000;

const holders = new Map<string, number>();
const waiting: Thumbnail[] = [];
const asked = new Set<string>();
let running = 0;

const askKey = ({ id, takenAt }: Thumbnail): string => `${id} ${takenAt}`;

const revoke = ({ url }: Picture): void => {
  if (url !== null) setTimeout(() => URL.revokeObjectURL(url), revokeAfterMs);
};

/** A plain loop: `Uint8Array.from` with a function takes twenty times as long, and a sheet has many pictures. */
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
};

/** @returns a URL that an image shows at once; null for bytes that are no picture */
const urlOf = async (base64: string, type: string): Promise<string | null> => {
  const url = URL.createObjectURL(new Blob([bytesOf(base64)], { type }));
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return url;
  } catch (error) {
    URL.revokeObjectURL(url);
    if (error instanceof DOMException) return null;
    throw error;
  }
};

const keep = (id: string, picture: Picture): void => {
  const byId = new Map(usePictures.getState().byId);
  const before = byId.get(id);
  if (before !== undefined) revoke(before);
  byId.delete(id);
  byId.set(id, picture);
  for (const [other, old] of byId) {
    if (byId.size <= keptPictures) break;
    if (holders.has(other)) continue;
    revoke(old);
    byId.delete(other);
  }
  usePictures.setState({ byId });
};

const fetchPicture = async ({ id, databaseId, siteId, theme }: Thumbnail): Promise<void> => {
  const { client } = useStore.getState();
  if (client === null) return;
  const { base64, type, takenAt } = await client.thumbnails.get({ databaseId, siteId, theme });
  keep(id, { takenAt, url: await urlOf(base64, type) });
};

/** The next one that is still wanted: what was scrolled past is not. */
const nextWanted = (): Thumbnail | undefined => {
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    if (holders.has(one.id)) return one;
    asked.delete(askKey(one));
  }
  return undefined;
};

const next = (): void => {
  const thumbnail = running < fetchesAtOnce ? nextWanted() : undefined;
  if (thumbnail === undefined) return;
  running += 1;
  fetchPicture(thumbnail)
    .catch((error: unknown) => {
      // It went between its being told of and its being asked for, or the host did, which the window says.
      const isGone = error instanceof AppError && error.code === 'thumbnail-not-found';
      if (!isGone && useStore.getState().link === 'open') showError(error);
    })
    .finally(() => {
      running -= 1;
      asked.delete(askKey(thumbnail));
      next();
    });
  next();
};

/** Fetches a picture, unless it is being fetched already. */
export const askForPicture = (thumbnail: Thumbnail): void => {
  if (asked.has(askKey(thumbnail))) return;
  asked.add(askKey(thumbnail));
  waiting.push(thumbnail);
  next();
};

/** Keeps a picture as long as it is shown. @returns lets it go */
export const holdPicture = (id: string): (() => void) => {
  holders.set(id, (holders.get(id) ?? 0) + 1);
  return () => {
    const left = (holders.get(id) ?? 1) - 1;
    if (left === 0) holders.delete(id);
    else holders.set(id, left);
  };
};
