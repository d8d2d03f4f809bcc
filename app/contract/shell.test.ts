import { expect, it } from 'vitest';
import { previewPartition } from './shell';

it('previews of two databases share no cookies, and keep theirs', () => {
  expect(previewPartition('a')).not.toBe(previewPartition('b'));
  // Electron keeps on disk what begins so.
  expect(previewPartition('a')).toMatch(/^persist:/);
});
