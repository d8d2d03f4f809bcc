import { oc } from '@orpc/contract';
import { z } from 'zod';
import { rewritePlanSchema, siteSchema } from '../sites';
import { ofDatabase } from './scope';

export const siteContract = {
  list: oc.input(ofDatabase).output(z.array(siteSchema)),
  planRewrite: oc.input(ofDatabase).output(rewritePlanSchema),
  rewrite: oc.input(ofDatabase).output(rewritePlanSchema),
};
