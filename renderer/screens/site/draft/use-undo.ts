import { useState } from 'react';
import type { Database, PlanRecord } from '../../../../app/contract';
import { showNotice } from '../../../notices/show';
import { type ShownPlan, usePlan } from '../../../plans/use-plan';
import { call } from '../../../store/call';
import { useEngine } from '../../../store/current';
import { lastPlanOf } from '../../../store/selectors';
import { savable } from './use-site-draft';

export interface Undo {
  /** The newest plan of the database that was not taken back; null: none. */
  readonly last: PlanRecord | null;
  /** What taking it back would change; `none` until somebody asks. */
  readonly planned: ShownPlan;
  readonly isUndoing: boolean;
  ask(): void;
  cancel(): void;
  undo(): Promise<void>;
}

/** Taking back what was done last to the sites of a database, once what it does was seen. */
export const useUndo = (database: Database): Undo => {
  const last = useEngine((state) => lastPlanOf(state, database.id));
  const [askedId, setAskedId] = useState<string | null>(null);
  const [isUndoing, setIsUndoing] = useState(false);
  // Asked for another one than is the last by now: that is over.
  const isAsked = last !== null && askedId === last.id;
  const planned = usePlan(database, isAsked ? { kind: 'undo' } : null, askedId ?? '');
  return {
    last,
    planned,
    isUndoing,
    ask: () => setAskedId(last?.id ?? null),
    cancel: () => setAskedId(null),
    undo: async () => {
      const plan = savable(planned);
      if (plan === null || isUndoing) return;
      setIsUndoing(true);
      const { projectId, id } = database;
      const { fingerprint } = plan;
      const applied = await call((client) =>
        client.sites.apply({ projectId, database: id, operation: { kind: 'undo' }, fingerprint }),
      );
      setIsUndoing(false);
      if (applied !== null) showNotice(applied.title);
    },
  };
};
