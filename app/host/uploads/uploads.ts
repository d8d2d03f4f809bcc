import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type UploadTicket, uploadPath } from '../../contract';

/** A file that a client said it would send. */
export interface Upload {
  readonly id: string;
  /** As the person knows it. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Where it is written to. */
  readonly file: string;
  state: 'announced' | 'coming' | 'complete';
  timer: NodeJS.Timeout;
}

const ticketLifeMs = 60_000;
/** A complete upload that nobody imports goes after an hour without use. */
const unusedLifeMs = 60 * 60_000;
/** Beyond this many at once somebody has a bug, or no good in mind. */
const mostUploads = 64;
/** Left free for what runs: PostgreSQL does not take a full disk lightly. */
const reserveBytes = 100_000_000;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

/** Files on their way from a browser to an import. They live in the spool folder, which start-up empties. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>();
  /** Ids by ticket; a ticket is good for one request. */
  readonly #tickets = new Map<string, string>();

  /** @param folder `<data>/spool` */
  constructor(
    private readonly folder: string,
    private readonly now: () => Date,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @throws AppError `dump-empty`; `disk-full` with the numbers; `usage-invalid` with too many at once */
  async begin(name: string, sizeBytes: number): Promise<UploadTicket> {
    if (sizeBytes === 0)
      throw new AppError('dump-empty', `${name}: The file is empty.`, {
        hint: 'The dump failed, or was not finished, where it was made: make it again.',
      });
    if (this.#uploads.size >= mostUploads) {
      throw new AppError('usage-invalid', `${mostUploads} uploads are under way or wait to be imported.`, {
        hint: 'Import or cancel some of them first.',
      });
    }
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.#requireRoom(name, sizeBytes);
    const id = randomUUID();
    const ticket = randomBytes(32).toString('base64url');
    const upload: Upload = {
      id,
      name,
      sizeBytes,
      file: join(this.folder, `upload-${id}.dump`),
      state: 'announced',
      timer: this.#deleteAfter(id, ticketLifeMs),
    };
    this.#uploads.set(id, upload);
    this.#tickets.set(ticket, id);
    const expiresAt = new Date(this.now().getTime() + ticketLifeMs).toISOString();
    return { uploadId: id, path: uploadPath + ticket, expiresAt };
  }

  /** The upload that a ticket is for, which from now on is good for nothing. */
  redeem(ticket: string): Upload | null {
    const upload = this.#uploads.get(this.#tickets.get(ticket) ?? '');
    if (upload === undefined) return null;
    this.#tickets.delete(ticket);
    clearTimeout(upload.timer);
    upload.state = 'coming';
    return upload;
  }

  /** The whole file is there: it waits to be used. */
  complete(upload: Upload): void {
    upload.state = 'complete';
    upload.timer = this.#deleteAfter(upload.id, unusedLifeMs);
  }

  /**
   * A complete upload, to be read; its hour begins anew.
   *
   * @throws AppError `upload-not-found`
   */
  find(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload === undefined || upload.state !== 'complete') {
      throw new AppError('upload-not-found', `There is no complete upload ${id}.`, {
        hint: 'One that is not used within an hour is deleted. Send the file again.',
        data: { uploadId: id },
      });
    }
    clearTimeout(upload.timer);
    upload.timer = this.#deleteAfter(id, unusedLifeMs);
    return upload;
  }

  /** Gives a complete upload away: who takes it deletes its file. @throws AppError `upload-not-found` */
  take(id: string): Upload {
    const upload = this.find(id);
    this.#forget(upload);
    return upload;
  }

  /** @returns false where there was none */
  async discard(id: string): Promise<boolean> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return false;
    this.#forget(upload);
    await rm(upload.file, { force: true });
    return true;
  }

  async close(): Promise<void> {
    for (const id of [...this.#uploads.keys()]) await this.discard(id);
  }

  #forget(upload: Upload): void {
    clearTimeout(upload.timer);
    this.#uploads.delete(upload.id);
    for (const [ticket, id] of this.#tickets) if (id === upload.id) this.#tickets.delete(ticket);
  }

  #deleteAfter(id: string, ms: number): NodeJS.Timeout {
    return setTimeout(() => void this.discard(id).catch(this.onError), ms).unref();
  }

  async #requireRoom(name: string, sizeBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const freeBytes = bavail * bsize;
    // What is announced and not there yet takes room too.
    const pending = [...this.#uploads.values()].filter(({ state }) => state !== 'complete');
    const promisedBytes = pending.reduce((sum, upload) => sum + upload.sizeBytes, 0);
    const neededBytes = sizeBytes + promisedBytes + reserveBytes;
    if (freeBytes >= neededBytes) return;
    throw new AppError(
      'disk-full',
      `${name} takes ${gigabytes(sizeBytes)} here before it is imported; ${gigabytes(Math.max(0, freeBytes - promisedBytes - reserveBytes))} are free for it in ${this.folder}.`,
      {
        hint: 'Delete databases that are no longer needed, or free space on that disk.',
        data: { freeBytes, neededBytes },
      },
    );
  }
}
