import { create } from 'zustand';
import type { Database, Site } from '../../../../app/contract';
import { type Draft, emptyDraft, isEmpty } from './draft';

/** What somebody changed of a site of a database. It stays while another database is the active one. */
export interface KeptDraft {
  readonly projectId: string;
  readonly databaseId: string;
  readonly siteId: number;
  readonly siteName: string;
  readonly draft: Draft;
}

/** All drafts that are not saved yet, in the order in which they were begun. */
export const useDrafts = create<{ readonly drafts: readonly KeptDraft[] }>()(() => ({ drafts: [] }));

type Owner = Pick<KeptDraft, 'databaseId' | 'siteId'>;

const isOf =
  ({ databaseId, siteId }: Owner) =>
  (kept: KeptDraft): boolean =>
    kept.databaseId === databaseId && kept.siteId === siteId;

export const draftOf = (drafts: readonly KeptDraft[], owner: Owner): Draft =>
  drafts.find(isOf(owner))?.draft ?? emptyDraft;

/** Drafts after one of them became another; one that changes nothing is none. */
export const withDraft = (drafts: readonly KeptDraft[], changed: KeptDraft): readonly KeptDraft[] => {
  const isIt = isOf(changed);
  if (isEmpty(changed.draft)) return drafts.filter((kept) => !isIt(kept));
  return drafts.some(isIt) ? drafts.map((kept) => (isIt(kept) ? changed : kept)) : [...drafts, changed];
};

export const dropDraft = (owner: Owner): void =>
  useDrafts.setState(({ drafts }) => ({ drafts: drafts.filter((kept) => !isOf(owner)(kept)) }));

/** @param change what the draft becomes */
export const changeDraft = (
  { id: databaseId, projectId }: Database,
  { id: siteId, name: siteName }: Site,
  change: (draft: Draft) => Draft,
): void =>
  useDrafts.setState(({ drafts }) => {
    const owner = { databaseId, siteId };
    return {
      drafts: withDraft(drafts, { ...owner, projectId, siteName, draft: change(draftOf(drafts, owner)) }),
    };
  });

/** What is lost when the page goes away, in words; null: nothing. */
export const unsavedText = (drafts: readonly KeptDraft[]): string | null => {
  const [only, second] = drafts;
  if (only === undefined) return null;
  return second === undefined
    ? `Changes of ${only.siteName} are not saved.`
    : `Changes of ${drafts.length} sites are not saved.`;
};
