import { oc } from '@orpc/contract';
import { z } from 'zod';
import { explanationSchema } from '../explain';
import { siteOperationSchema } from '../site-operations';
import { appliedPlanSchema, planRecordSchema, sitePlanSchema } from '../site-plans';
import { databaseSitesSchema } from '../sites';
import { ofDatabase } from './scope';

const ofOperation = ofDatabase.extend({ operation: siteOperationSchema });

export const siteContract = {
  /** Why a host is answered as it is, in both modes. */
  explain: oc.input(ofDatabase.extend({ host: z.string().min(1).max(300) })).output(explanationSchema),
  /** As the state has them from then on. */
  list: oc.input(ofDatabase).output(databaseSitesSchema),
  /** What an operation would change; nothing is written. */
  plan: oc.input(ofOperation).output(sitePlanSchema),
  /**
   * Plans again and applies. With the fingerprint of a plan that was shown it is refused (`plan-stale`) where something else would
   * be done now; null applies whatever is computed.
   */
  apply: oc.input(ofOperation.extend({ fingerprint: z.string().nullable() })).output(appliedPlanSchema),
  /** The plans that were applied to a database, newest first. */
  history: oc.input(ofDatabase).output(z.array(planRecordSchema)),
};
