import { describe, expect, it } from 'vitest';
import { emptyDraft } from './draft';
import { draftOf, type KeptDraft, unsavedText, withDraft } from './drafts';

const kept = (databaseId: string, siteId: number, slug: string | null): KeptDraft => ({
  projectId: 'p1',
  databaseId,
  siteId,
  siteName: `Site ${siteId}`,
  draft: { ...emptyDraft, slug },
});

describe('drafts', () => {
  it('are each of one site of one database', () => {
    const drafts = withDraft(withDraft([], kept('live', 2, 'velo')), kept('stage', 2, 'bici'));
    expect(draftOf(drafts, { databaseId: 'live', siteId: 2 }).slug).toBe('velo');
    expect(draftOf(drafts, { databaseId: 'stage', siteId: 2 }).slug).toBe('bici');
    expect(draftOf(drafts, { databaseId: 'live', siteId: 3 })).toEqual(emptyDraft);
  });

  it('change, and are gone where they change nothing any more', () => {
    const drafts = [kept('live', 2, 'velo'), kept('live', 3, 'x')];
    expect(withDraft(drafts, kept('live', 2, 'bici'))).toEqual([
      kept('live', 2, 'bici'),
      kept('live', 3, 'x'),
    ]);
    expect(withDraft(drafts, kept('live', 2, null))).toEqual([kept('live', 3, 'x')]);
  });

  it('are told of by name, or by their number', () => {
    expect(unsavedText([])).toBeNull();
    expect(unsavedText([kept('live', 2, 'velo')])).toBe('Changes of Site 2 are not saved.');
    expect(unsavedText([kept('live', 2, 'a'), kept('live', 3, 'b')])).toBe(
      'Changes of 2 sites are not saved.',
    );
  });
});
