import { useState } from 'react';
import { AppError, type Database, type Project, type Site, type SitePlan } from '../../../../app/contract';
import { showError } from '../../../notices/show';
import { useStore } from '../../../store/store';
import { type Draft, emptyDraft, operationOf } from './draft';
import { type Planned, usePlan } from './use-plan';

export interface SiteDraft {
  readonly draft: Draft;
  readonly isChanged: boolean;
  readonly planned: Planned;
  readonly isSaving: boolean;
  /** What was shown is not what saving would do by now: it was planned again. */
  readonly isStale: boolean;
  change(fields: Partial<Draft>): void;
  discard(): void;
  /** @returns whether it was saved */
  save(): Promise<boolean>;
}

/** The plan that may be saved: it is of what is typed now, changes something and has no error. */
export const savable = (planned: Planned): SitePlan | null => {
  if (planned.state !== 'planned' || planned.plan.changes.length === 0) return null;
  return planned.plan.problems.some(({ severity }) => severity === 'error') ? null : planned.plan;
};

/** What somebody changes of a site, what saving it would do, and saving it. */
export const useSiteDraft = (project: Project, database: Database, site: Site): SiteDraft => {
  const client = useStore((store) => store.client);
  const [draft, setDraft] = useState(emptyDraft);
  const [isSaving, setIsSaving] = useState(false);
  const [staleCount, setStaleCount] = useState(0);
  const [isStale, setIsStale] = useState(false);
  const operation = operationOf(draft, site);
  const planned = usePlan(project.id, database.id, operation, `${staleCount} ${JSON.stringify(site)}`);
  const plan = savable(planned);
  return {
    draft,
    isChanged: operation !== null,
    planned,
    isSaving,
    isStale,
    change: (fields) => {
      setIsStale(false);
      setDraft((before) => ({ ...before, ...fields }));
    },
    discard: () => {
      setIsStale(false);
      setDraft(emptyDraft);
    },
    save: async () => {
      if (client === null || operation === null || plan === null || isSaving) return false;
      setIsSaving(true);
      try {
        const { fingerprint } = plan;
        await client.sites.apply({ projectId: project.id, database: database.id, operation, fingerprint });
        setDraft(emptyDraft);
        setIsStale(false);
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'plan-stale') {
          setIsStale(true);
          setStaleCount((count) => count + 1);
        } else showError(error);
        return false;
      } finally {
        setIsSaving(false);
      }
    },
  };
};
