import { createWriteStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, type ErrorCode, toErrorShape, type Uploaded, uploadPath } from '../../contract';
import { pathOf } from '../door/guard';
import type { Upload, Uploads } from './uploads';

/** A client that sends nothing for so long is gone. */
const silenceMs = 60_000;

/** What is left of a refused body is read no further than this: by then a client has seen the answer. */
const statuses: Partial<Record<ErrorCode, number>> = {
  'upload-not-found': 404,
  'upload-truncated': 400,
  'upload-too-long': 413,
  'usage-invalid': 405,
  'disk-full': 507,
};

const answer = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // After a refusal the rest of the body is of no use, and neither is the connection.
    ...(status < 300 ? {} : { Connection: 'close' }),
  });
  response.end(JSON.stringify(value));
};

const tooLong = ({ name, sizeBytes }: Upload, bytes: number): AppError =>
  new AppError('upload-too-long', `${name} was announced with ${sizeBytes} bytes; at least ${bytes} came.`, {
    hint: 'The file has changed since it was chosen. Choose it again.',
    data: { announcedBytes: sizeBytes, bytes },
  });

const truncated = ({ name, sizeBytes }: Upload, bytes: number, cause?: unknown): AppError =>
  new AppError('upload-truncated', `${name} was announced with ${sizeBytes} bytes; ${bytes} came.`, {
    hint: 'Send it again.',
    data: { announcedBytes: sizeBytes, bytes },
    cause,
  });

/** Counts what passes, and stops what is more than was announced. */
const meter = (upload: Upload) => {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > upload.sizeBytes) done(tooLong(upload, bytes));
      else done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes };
};

const asAppError = (error: unknown, upload: Upload, bytes: number): unknown => {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') {
    return new AppError('disk-full', `The disk is full: ${upload.name} does not fit.`, {
      hint: 'Delete databases that are no longer needed, or free space on that disk.',
      data: { announcedBytes: upload.sizeBytes, bytes },
      cause: error,
    });
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') return truncated(upload, bytes, error);
  return error;
};

const write = async (request: IncomingMessage, upload: Upload): Promise<void> => {
  const announced = Number(request.headers['content-length']);
  if (announced > upload.sizeBytes) throw tooLong(upload, announced);
  const { stream, bytes } = meter(upload);
  request.setTimeout(silenceMs, () => request.destroy());
  try {
    await pipeline(request, stream, createWriteStream(upload.file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    throw asAppError(error, upload, bytes());
  }
  if (bytes() !== upload.sizeBytes) throw truncated(upload, bytes());
};

const receive = async (request: IncomingMessage, uploads: Uploads): Promise<Upload> => {
  if (request.method !== 'PUT') throw new AppError('usage-invalid', 'A file is sent by PUT.');
  const upload = uploads.redeem(pathOf(request.url).slice(uploadPath.length));
  if (upload === null) {
    throw new AppError(
      'upload-not-found',
      'This ticket is for no upload: it was used, or it is more than a minute old.',
      {
        hint: 'Ask for another one: dumps.beginUpload.',
      },
    );
  }
  try {
    await write(request, upload);
    uploads.complete(upload);
    return upload;
  } catch (error) {
    await uploads.discard(upload.id);
    throw error;
  }
};

/**
 * Takes the body of one PUT into the spool, as fast as the disk takes it. What fails or is cut off leaves nothing.
 * Who may come here at all (Host, Origin) is the door's to decide.
 */
export const receiveUpload =
  (uploads: Uploads, onError: (error: unknown) => void) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { id, sizeBytes } = await receive(request, uploads);
      answer(response, 201, { uploadId: id, sizeBytes } satisfies Uploaded);
    } catch (error) {
      const shape = toErrorShape(error);
      if (shape.code === 'bug') onError(error);
      if (!response.writable) return;
      answer(response, statuses[shape.code] ?? 500, { error: shape });
    }
  };
