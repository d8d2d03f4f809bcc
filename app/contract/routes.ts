import { z } from 'zod';

/** A site that a server of the user's own answers, not one of ours. It lasts as long as the host. */
export const handRouteSchema = z.object({
  siteId: z.number().int(),
  slug: z.string(),
  /** On 127.0.0.1. */
  port: z.number().int().min(1).max(65535),
  /** `route`: until it is taken back. `run`: until the command in the foreground ends. */
  by: z.enum(['route', 'run']),
  since: z.string(),
  /**
   * Whether requests go there now: the project runs, and a server in the foreground listens and belongs to the active database.
   */
  isInUse: z.boolean(),
});
export type HandRoute = z.infer<typeof handRouteSchema>;
