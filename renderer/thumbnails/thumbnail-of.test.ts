import { expect, it } from 'vitest';
import { makeState } from '../testing/make-state';
import { thumbnailOf } from './thumbnail-of';

const thumbnail = (siteId: number, takenAt: string) => ({
  id: `d1/${siteId}/light`,
  databaseId: 'd1',
  siteId,
  theme: 'light' as const,
  takenAt,
  sizeBytes: 1,
});

it('a thumbnail is found by its id, and the newer one in the list that came after', () => {
  const before = makeState({ thumbnails: [thumbnail(1, 'then'), thumbnail(2, 'then')] });
  expect(thumbnailOf(before, 'd1/2/light')).toBe(before.thumbnails[1]);
  expect(thumbnailOf(before, 'd1/3/light')).toBeNull();
  const after = makeState({ thumbnails: [thumbnail(1, 'now'), thumbnail(3, 'now')] });
  expect(thumbnailOf(after, 'd1/1/light')?.takenAt).toBe('now');
  expect(thumbnailOf(after, 'd1/2/light')).toBeNull();
});
