import type { SitePlan } from '../../../app/contract';
import { counted } from '../../text/counted';
import { sizeOfPlan } from './plan-lines';
import type { RewriteOrder } from './plan-order';

const nipFormat = '{}.127.0.0.1.nip.io';
const localhostFormat = '{}.localhost';

/** What is one click away: formats that open on any machine, the project's own where it is another, the real domains. */
export const presets = (configured: string): { value: string; label: string }[] => [
  ...(configured === nipFormat || configured === localhostFormat || configured === ''
    ? []
    : [{ value: configured, label: 'as configured' }]),
  { value: nipFormat, label: 'nip.io' },
  { value: localhostFormat, label: 'localhost' },
  { value: 'real', label: 'real domains' },
];

/** The choice that an order means; blank where it is none of them. */
export const presetOf = (order: RewriteOrder, configured: string): string =>
  order.asRealDomains ? 'real' : (order.format ?? configured);

/** What a plan comes to, in one line. */
export const barText = (plan: SitePlan): string => {
  const { rows } = sizeOfPlan(plan);
  const conflicts = plan.problems.filter(({ severity }) => severity === 'error').length;
  return [
    counted(rows, 'row'),
    ...(conflicts > 0 ? [counted(conflicts, 'conflict')] : []),
    'nothing written yet',
  ].join(', ');
};
