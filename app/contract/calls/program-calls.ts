import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { handRouteSchema } from '../routes';
import { ofDatabase, ofProject } from './scope';

/** A program of the project, to be started by the caller in its own terminal; values in clear. */
const programSchema = z.object({
  file: z.string(),
  args: z.array(z.string()),
  /** Absolute. */
  cwd: z.string(),
  /** The complete environment, as a server gets it. */
  environment: z.record(z.string(), z.string()),
});
export type Program = z.infer<typeof programSchema>;

const foregroundEventSchema = z.discriminatedUnion('type', [
  /** First, once: what to start, and where it must listen. */
  z.object({ type: z.literal('program'), program: programSchema, port: z.number().int(), url: z.string() }),
  /** Its port is open and requests of the site go to it, for the first time or again. */
  z.object({ type: z.literal('in-use') }),
  /** Requests go to the project's own servers again, for this reason; they come back when it is over. */
  z.object({ type: z.literal('set-aside'), reason: z.string() }),
]);
export type ForegroundEvent = z.infer<typeof foregroundEventSchema>;

const commandSchema = z.array(z.string()).min(1);
const siteIdSchema = z.number().int().nullable();

/** Programs in the user's own terminal or IDE. */
export const programContract = {
  /** How to start a command with what a server gets. A site gives it that site's SITE_ID; none, that of the server of all sites. */
  prepare: oc
    .input(ofDatabase.extend({ siteId: siteIdSchema, command: commandSchema }))
    .output(programSchema),
  /**
   * One site in the foreground. The stream is the lease: when it ends, however it ends, requests go back to the project's own server.
   * Null for the command: the project's `serve.command`.
   */
  run: oc
    .input(ofProject.extend({ siteId: z.number().int(), command: commandSchema.nullable() }))
    .output(eventIterator(foregroundEventSchema)),
  /** Sends a site's requests to a port of 127.0.0.1; null: back to the project's own server. All routes of the project come back. */
  route: oc
    .input(
      ofProject.extend({ siteId: z.number().int(), port: z.number().int().min(1).max(65535).nullable() }),
    )
    .output(z.array(handRouteSchema)),
};
