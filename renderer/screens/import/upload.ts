import { z } from 'zod';
import {
  AppError,
  errorShapeSchema,
  type UploadTicket,
  uploadedSchema,
  uploadReference,
} from '../../../app/contract';

const refusedSchema = z.object({ error: errorShapeSchema });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A body of whatever stands between the page and the host.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

const refusalOf = (request: XMLHttpRequest): AppError => {
  const refused = refusedSchema.safeParse(parsed(request.responseText));
  if (refused.success) return AppError.fromShape(refused.data.error);
  return new AppError('host-unreachable', `The host answered ${request.status} to the dump.`, {
    hint: 'Drop the dump again.',
  });
};

/**
 * Sends a file that a browser has to the host (docs/door.md, "Files from a browser").
 *
 * @param onSent told how many bytes went, as the browser tells it
 * @returns what the calls take for the dump's path
 * @throws AppError what the host refuses it with; `host-unreachable` where the connection is lost; the signal's reason
 */
export const sendFile = (
  file: File,
  ticket: UploadTicket,
  onSent: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('error', () =>
      reject(
        new AppError('host-unreachable', `The connection was lost while ${file.name} was sent.`, {
          hint: 'Drop the dump again.',
        }),
      ),
    );
    request.addEventListener('load', () => {
      const answer = uploadedSchema.safeParse(parsed(request.responseText));
      if (request.status === 201 && answer.success) resolve(uploadReference(answer.data.uploadId));
      else reject(refusalOf(request));
    });
    request.open('PUT', ticket.path);
    request.send(file);
  });
