import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Project } from '../../../app/contract';
import { keysOf } from '../../frame/key-hint';
import { useFocusBack } from '../../frame/use-focus-back';
import { showNotice } from '../../notices/show';
import { applyPlan } from '../../plans/apply-plan';
import { usePlan } from '../../plans/use-plan';
import { useActiveDatabase, useEngine } from '../../store/current';
import { sitesOf } from '../../store/selectors';
import { counted } from '../../text/counted';
import { sizeOfPlan } from '../rewrite/plan-lines';
import { useRevision } from '../rewrite/use-revision';
import { savable } from '../site/draft/use-site-draft';
import { PlannedChanges } from '../site/panel/planned-changes';
import type { AskedChange } from './use-site-actions';

interface Props {
  readonly project: Project;
  readonly change: AskedChange;
  onClose(): void;
}

/** What a change of sites would do, row by row, and making it: one plan, taken back by one undo. */
export const PlanDialog = ({ project, change: { title, operation }, onClose }: Props) => {
  useFocusBack();
  const database = useActiveDatabase();
  const [stale, setStale] = useState(0);
  const [isApplying, setIsApplying] = useState(false);
  const sites = useEngine((state) => sitesOf(state, database?.id ?? null));
  const revision = useRevision(sites, project.domainFormat, stale, null);
  const planned = usePlan(
    { projectId: project.id, name: database?.name ?? '' },
    database === null ? null : operation,
    revision,
  );
  const plan = savable(planned);
  const apply = async (): Promise<void> => {
    if (database === null || plan === null || isApplying) return;
    setIsApplying(true);
    const applied = await applyPlan(database, operation, plan.fingerprint);
    setIsApplying(false);
    if (applied === 'stale') setStale((count) => count + 1);
    else onClose();
    if (typeof applied === 'string') return;
    const { rows } = sizeOfPlan(applied);
    showNotice(`${applied.title}.`, `${counted(rows, 'row')} written. ${keysOf('undo-plan')} takes it back.`);
  };
  return (
    <Modal opened onClose={onClose} title={title} centered size="lg">
      <PlannedChanges
        title="What this changes"
        project={project}
        planned={planned}
        isStale={stale > 0}
        problems={planned.state === 'failed' ? [] : (planned.plan?.problems ?? [])}
      />
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          disabled={plan === null}
          loading={isApplying}
          onClick={() => void apply()}
          data-autofocus
        >
          {title}
        </Button>
      </Group>
    </Modal>
  );
};
