import { useState } from 'react';
import type { Database, Site, SitePlan } from '../../../../app/contract';
import { applyPlan } from '../../../plans/apply-plan';
import { type ShownPlan, usePlan } from '../../../plans/use-plan';
import { type Draft, operationOf, settled } from './draft';
import { changeDraft, draftOf, dropDraft, useDrafts } from './drafts';

export interface SiteDraft {
  readonly draft: Draft;
  readonly isChanged: boolean;
  readonly planned: ShownPlan;
  readonly isSaving: boolean;
  /** What was shown is not what saving would do by now: it was planned again. */
  readonly isStale: boolean;
  change(fields: Partial<Draft>): void;
  discard(): void;
  /** @returns whether it was saved */
  save(): Promise<boolean>;
}

/** The plan that may be saved: it is of what is typed now, changes something and has no error. */
export const savable = (planned: ShownPlan): SitePlan | null => {
  if (planned.state !== 'shown' || planned.plan.changes.length === 0) return null;
  return planned.plan.problems.some(({ severity }) => severity === 'error') ? null : planned.plan;
};

/** What somebody changes of a site, what saving it would do, and saving it. It is kept while another database is the active one. */
export const useSiteDraft = (database: Database, site: Site): SiteDraft => {
  const owner = { databaseId: database.id, siteId: site.id };
  const draft = useDrafts(({ drafts }) => draftOf(drafts, owner));
  const [isSaving, setIsSaving] = useState(false);
  const [staleCount, setStaleCount] = useState(0);
  const [isStale, setIsStale] = useState(false);
  const operation = operationOf(draft, site);
  const planned = usePlan(database, operation, `${staleCount} ${JSON.stringify(site)}`);
  const plan = savable(planned);
  return {
    draft,
    isChanged: operation !== null,
    planned,
    isSaving,
    isStale,
    change: (fields) => {
      setIsStale(false);
      changeDraft(database, site, (before) => settled({ ...before, ...fields }, site));
    },
    discard: () => {
      setIsStale(false);
      dropDraft(owner);
    },
    save: async () => {
      if (operation === null || plan === null || isSaving) return false;
      setIsSaving(true);
      const applied = await applyPlan(database, operation, plan.fingerprint);
      setIsSaving(false);
      if (applied === 'failed') return false;
      setIsStale(applied === 'stale');
      if (applied === 'stale') {
        setStaleCount((count) => count + 1);
        return false;
      }
      dropDraft(owner);
      return true;
    },
  };
};
