import { z } from 'zod';

/** Calls about one project. */
export const ofProject = z.object({ projectId: z.string() });

/** Calls about one database of a project, by name, label or id; null: the active one. */
export const ofDatabase = z.object({ projectId: z.string(), database: z.string().nullable() });

/** The answer of calls that start long work. */
export const jobStarted = z.object({ jobId: z.string() });
