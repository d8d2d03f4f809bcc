import { describe, expect, it } from 'vitest';
import { previewPartition, type State } from '../../app/contract';
import { forgottenProfiles } from './forgotten-profiles';

const kept = '11111111-1111-4111-8111-111111111111';
const gone = '22222222-2222-4222-8222-222222222222';
const folderOf = (id: string): string => previewPartition(id).replace('persist:', '');
const folders = [folderOf(kept), folderOf(gone), 'other', 'preview-'];
const disk = { folder: '/', freeBytes: 1, sizeBytes: 1, usedBytes: 1, sharesBlocks: false };
const databases = [{ id: kept }] as unknown as State['databases'];

describe('profiles of previews', () => {
  it('are forgotten with their database, and those of others stay', () => {
    expect(forgottenProfiles(folders, { databases, disk })).toEqual([folderOf(gone)]);
  });

  it('all stay while the host has not told of its databases yet', () => {
    expect(forgottenProfiles(folders, { databases: [], disk: null })).toEqual([]);
  });
});
