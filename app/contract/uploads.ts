import { z } from 'zod';

/** Where the door takes uploads: `PUT <uploadPath><ticket>`, the file as body. */
export const uploadPath = '/upload/';

/** What `dumps.beginUpload` answers. */
export const uploadTicketSchema = z.object({
  uploadId: z.string(),
  /** Path of the one PUT that this ticket is for, on the door's own host and port. */
  path: z.string(),
  /** The PUT must have begun by then. */
  expiresAt: z.string(),
});
export type UploadTicket = z.infer<typeof uploadTicketSchema>;

/** What the PUT answers once the whole file is there. */
export const uploadedSchema = z.object({ uploadId: z.string(), sizeBytes: z.number().int() });
export type Uploaded = z.infer<typeof uploadedSchema>;

const uploadPrefix = 'upload:';

/** How an upload is called where a dump's path is asked for (`dumps.inspect`, `dumps.import`). */
export const uploadReference = (uploadId: string): string => uploadPrefix + uploadId;

/** The upload that a dump's path means; null for a path. */
export const uploadIdOf = (file: string): string | null =>
  file.startsWith(uploadPrefix) ? file.slice(uploadPrefix.length) : null;
