import { oc } from '@orpc/contract';
import { z } from 'zod';
import { pictureTypeSchema, thumbnailKeySchema, thumbnailLimitBytes, thumbnailSchema } from '../thumbnails';

/** Three bytes are four characters. */
const longestText = 4 * Math.ceil(thumbnailLimitBytes / 3);

/** Pictures of sites, which whoever has a browser takes and everybody sees. What there is is in the state. */
export const thumbnailContract = {
  /** Keeps a PNG, JPEG or WebP of at most 1 MB in place of the one before. Errors: `thumbnail-invalid`, `database-not-found`. */
  put: oc.input(thumbnailKeySchema.extend({ base64: z.base64().max(longestText) })).output(thumbnailSchema),
  /** Errors: `thumbnail-not-found`. */
  get: oc
    .input(thumbnailKeySchema)
    .output(z.object({ type: pictureTypeSchema, takenAt: z.string(), base64: z.base64() })),
};
