import type { Project, SitePlan } from '../../../app/contract';
import { counted } from '../../text/counted';
import { formatCount, formatSeconds } from '../../text/format';
import { sizeOfPlan } from './plan-lines';

type Fact = readonly [name: string, value: string];

/** Columns that servers know something of; names and real domains they read themselves. */
const isDomain = ({ table, column }: SitePlan['changes'][number]): boolean =>
  column === 'domain' && (table === 'django_site' || table === 'multisite_alias');

/**
 * What applying a plan means for what runs.
 *
 * @param serverCount how many servers of the project answer now
 */
export const whenApplied = (plan: SitePlan, project: Project, serverCount: number): readonly Fact[] => {
  const { rows } = sizeOfPlan(plan);
  const isMoving = plan.changes.some(isDomain);
  const startMs = project.figures[project.mode]?.startMs ?? null;
  const restart: Fact = [
    `${counted(serverCount, 'server')} restart${serverCount === 1 ? 's' : ''}`,
    startMs === null ? 'new before old' : `about ${formatSeconds(startMs)}, new before old`,
  ];
  return [
    ...(isMoving && project.isRunning && serverCount > 0 ? [restart] : []),
    ...(isMoving ? [['Old domains', 'no longer answered'] as const] : []),
    ['Live site', 'not touched'],
    ['One transaction', rows === 1 ? 'one row' : `all ${formatCount(rows)} rows or none`],
  ];
};
