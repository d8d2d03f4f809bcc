import { z } from 'zod';

/** Largest picture, in bytes. */
export const thumbnailLimitBytes = 1_000_000;

export const themeSchema = z.enum(['light', 'dark']);

/** Whose picture it is: a site of a database, in one of the two schemes of a user interface. */
export const thumbnailKeySchema = z.object({
  databaseId: z.uuid(),
  siteId: z.int().min(0),
  theme: themeSchema,
});
export type ThumbnailKey = z.infer<typeof thumbnailKeySchema>;

/** A picture that is kept; its bytes are asked for by `thumbnails.get`. */
export const thumbnailSchema = thumbnailKeySchema.extend({
  /** `<databaseId>/<siteId>/<theme>` */
  id: z.string(),
  takenAt: z.string(),
  sizeBytes: z.number().int(),
});
export type Thumbnail = z.infer<typeof thumbnailSchema>;

export const pictureTypeSchema = z.enum(['image/png', 'image/jpeg', 'image/webp']);
export type PictureType = z.infer<typeof pictureTypeSchema>;
