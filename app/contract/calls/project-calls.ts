import { oc } from '@orpc/contract';
import { z } from 'zod';
import { configValueSchema } from '../project-file';
import { projectSchema } from '../state';
import { ofProject } from './scope';

/** The settings overlay and environment that a server gets, line by line (`manysite env`). */
export const environmentSchema = z.object({
  variables: z.array(z.object({ name: z.string(), value: z.string(), reason: z.string() })),
  overlay: z.array(z.object({ id: z.string(), setting: z.string(), reason: z.string(), isOn: z.boolean() })),
});
export type ServerEnvironment = z.infer<typeof environmentSchema>;

/** A project that was added, with what was decided for it, for people. */
export const addedProjectSchema = projectSchema.extend({ notes: z.array(z.string()) });
export type AddedProject = z.infer<typeof addedProjectSchema>;

const projectFileNameSchema = z.enum(['manysite.json', 'manysite.local.json']);

/** What was changed in a project's files, and what counts now: a stronger origin may still win. */
export const configuredSchema = z.object({
  files: z.array(projectFileNameSchema),
  values: z.array(configValueSchema),
  /** Null outside a git repository. */
  isLocalFileIgnored: z.boolean().nullable(),
});
export type Configured = z.infer<typeof configuredSchema>;

/** The migrations of a project's code. */
const codeMigrationsSchema = z.object({
  /** Null: they could not be read. */
  migrations: z
    .array(
      z.object({
        app: z.string(),
        name: z.string(),
        /** What a squashed migration stands for. */
        replaces: z.array(z.tuple([z.string(), z.string()])),
      }),
    )
    .nullable(),
  /** Why they could not be read, in Python's words. */
  reason: z.string().nullable(),
  /** The project's steps after an import. */
  afterImport: z.array(z.array(z.string())),
});
export type CodeMigrations = z.infer<typeof codeMigrationsSchema>;

export const projectContract = {
  list: oc.output(z.array(projectSchema)),
  /** `moved` tells whether it is a known project whose folder is gone: nobody said, yes, no; `projectId`: that one. */
  add: oc
    .input(
      z.object({
        folder: z.string(),
        moved: z.enum(['ask', 'yes', 'no']).default('ask'),
        projectId: z.string().nullable().default(null),
      }),
    )
    .output(addedProjectSchema),
  remove: oc.input(ofProject).output(z.object({ deletedDatabases: z.array(z.string()) })),
  config: oc.input(ofProject).output(z.array(configValueSchema)),
  /**
   * Changes values of manysite.json or manysite.local.json, which keep their comments. Null takes a key out. Text that a key does not
   * take is read as JSON. `file` null: what belongs to this machine goes into the local file, the rest into the team's.
   */
  configure: oc
    .input(
      ofProject.extend({
        changes: z.array(z.object({ key: z.string().min(1), value: z.json() })).min(1),
        file: projectFileNameSchema.nullable(),
      }),
    )
    .output(configuredSchema),
  /** Loads the project's settings and apps in its own Python, which takes about a second; no database is asked. */
  migrations: oc.input(ofProject).output(codeMigrationsSchema),
  environment: oc.input(ofProject.extend({ siteId: z.number().int().nullable() })).output(environmentSchema),
};
