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

export const projectContract = {
  list: oc.output(z.array(projectSchema)),
  add: oc.input(z.object({ folder: z.string() })).output(projectSchema),
  remove: oc.input(ofProject).output(z.object({ deletedDatabases: z.array(z.string()) })),
  config: oc.input(ofProject).output(z.array(configValueSchema)),
  environment: oc.input(ofProject.extend({ siteId: z.number().int().nullable() })).output(environmentSchema),
};
