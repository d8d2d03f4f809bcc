import { z } from 'zod';
import { errorShapeSchema } from '../../contract';

/** What the main thread tells a thread of dumps. */
export const commandSchema = z.object({ kind: z.literal('cancel') });
export type ThreadCommand = z.infer<typeof commandSchema>;

/** What such a thread tells: progress, then exactly one result or error. What is in it is parsed by who asked. */
export const reportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: z.unknown() }),
  z.object({ kind: z.literal('result'), result: z.unknown() }),
  z.object({ kind: z.literal('error'), error: errorShapeSchema }),
]);
export type ThreadReport = z.infer<typeof reportSchema>;
