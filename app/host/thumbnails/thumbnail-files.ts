import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppError,
  type PictureType,
  type Thumbnail,
  type ThumbnailKey,
  themeSchema,
  thumbnailLimitBytes,
} from '../../contract';
import { pictureEnds, pictureTypeOf } from './picture-type';

/** A picture as it lies on the disk. */
export interface KeptThumbnail extends Thumbnail {
  readonly file: string;
}

/** All pictures together; beyond it the oldest go. */
const totalLimitBytes = 200_000_000;

const idOf = ({ databaseId, siteId, theme }: ThumbnailKey): string => `${databaseId}/${siteId}/${theme}`;

/** `3-dark.png` in the folder of its database. */
const namePattern = /^(\d+)-(light|dark)\.(png|jpg|webp)$/;

const invalid = (message: string): AppError =>
  new AppError('thumbnail-invalid', message, { hint: 'Send a PNG, JPEG or WebP of at most 1 MB.' });

/** @throws AppError `thumbnail-invalid` */
const requirePicture = (bytes: Uint8Array): PictureType => {
  if (bytes.length > thumbnailLimitBytes)
    throw invalid(`A thumbnail has at most ${thumbnailLimitBytes} bytes; this has ${bytes.length}.`);
  const type = pictureTypeOf(bytes);
  if (type === null) throw invalid('These bytes are no picture that a browser shows.');
  return type;
};

/**
 * Pictures of sites in `<data>/thumbnails`: one file each, whose name says whose it is and whose time says when it was taken. Nothing else knows
 * of them, so nothing can disagree with what is there.
 */
export class ThumbnailFiles {
  readonly #kept = new Map<string, KeptThumbnail>();

  constructor(
    private readonly folder: string,
    private readonly limitBytes: number = totalLimitBytes,
  ) {}

  list(): readonly KeptThumbnail[] {
    return [...this.#kept.values()];
  }

  /** Reads what is there, and removes what is of no known database, half written or none of ours. */
  async open(isKnownDatabase: (databaseId: string) => boolean): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const databaseId of await readdir(this.folder)) {
      if (isKnownDatabase(databaseId)) await this.#openDatabase(databaseId);
      else await rm(join(this.folder, databaseId), { recursive: true, force: true });
    }
  }

  /**
   * Keeps a picture in place of the one before, by rename.
   *
   * @throws AppError `thumbnail-invalid`
   */
  async put(key: ThumbnailKey, bytes: Uint8Array, takenAt: Date): Promise<KeptThumbnail> {
    const type = requirePicture(bytes);
    const folder = join(this.folder, key.databaseId);
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${key.siteId}-${key.theme}.${pictureEnds[type]}`);
    const temporary = join(folder, `${randomUUID()}.part`);
    await writeFile(temporary, bytes, { mode: 0o600 });
    await utimes(temporary, takenAt, takenAt);
    await rename(temporary, file);
    const before = this.#kept.get(idOf(key));
    // One of another type has another name.
    if (before !== undefined && before.file !== file) await rm(before.file, { force: true });
    return this.#keep(key, file, bytes.length, takenAt);
  }

  /** @throws AppError `thumbnail-not-found` */
  async get(key: ThumbnailKey): Promise<{ type: PictureType; takenAt: string; bytes: Buffer }> {
    const kept = this.#kept.get(idOf(key));
    const bytes = kept === undefined ? null : await readOrNull(kept.file);
    const type = bytes === null ? null : pictureTypeOf(bytes);
    if (kept !== undefined && bytes !== null && type !== null) return { type, takenAt: kept.takenAt, bytes };
    throw new AppError('thumbnail-not-found', `There is no picture of site ${key.siteId} (${key.theme}).`, {
      data: { ...key },
    });
  }

  /** Removes those that somebody else says are of no use. @returns their ids */
  async removeWhere(isUseless: (thumbnail: KeptThumbnail) => boolean): Promise<string[]> {
    const leaving = this.list().filter(isUseless);
    for (const { id, file } of leaving) {
      this.#kept.delete(id);
      await rm(file, { force: true });
    }
    return leaving.map(({ id }) => id);
  }

  /** Removes the oldest until the rest fits. @returns their ids */
  async trim(): Promise<string[]> {
    const kept = this.list();
    if (kept.reduce((total, { sizeBytes }) => total + sizeBytes, 0) <= this.limitBytes) return [];
    const newestFirst = [...kept].sort((a, b) => b.takenAt.localeCompare(a.takenAt));
    let bytes = 0;
    const leaving = new Set(
      newestFirst.filter(({ sizeBytes }) => {
        bytes += sizeBytes;
        return bytes > this.limitBytes;
      }),
    );
    return this.removeWhere((thumbnail) => leaving.has(thumbnail));
  }

  async #openDatabase(databaseId: string): Promise<void> {
    const folder = join(this.folder, databaseId);
    for (const name of await readdir(folder)) {
      const file = join(folder, name);
      const [, siteId, theme] = namePattern.exec(name) ?? [];
      if (siteId === undefined) {
        await rm(file, { recursive: true, force: true });
        continue;
      }
      const { size, mtime } = await stat(file);
      this.#keep({ databaseId, siteId: Number(siteId), theme: themeSchema.parse(theme) }, file, size, mtime);
    }
  }

  #keep(key: ThumbnailKey, file: string, sizeBytes: number, takenAt: Date): KeptThumbnail {
    const id = idOf(key);
    const { databaseId, siteId, theme } = key;
    const kept = { id, databaseId, siteId, theme, takenAt: takenAt.toISOString(), sizeBytes, file };
    this.#kept.set(id, kept);
    return kept;
  }
}

const readOrNull = async (file: string): Promise<Buffer | null> => {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
