import { oc } from '@orpc/contract';
import { z } from 'zod';
import { noticeSchema } from '../notices';

/** What happened to the engine by itself. Notices that are not dismissed are in the state, too. */
export const noticeContract = {
  /** Those that no terminal was told yet, oldest first; from now on they count as told. */
  take: oc.output(z.array(noticeSchema)),
  /** Puts one away for every client. */
  dismiss: oc.input(z.object({ id: z.string() })).output(z.object({ dismissed: z.boolean() })),
};
