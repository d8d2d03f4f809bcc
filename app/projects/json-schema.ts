import { z } from 'zod';
import { projectFileSchema } from '../contract';

/**
 * The JSON Schema of manysite.json, from the definition that validates it, as text for `schema/manysite.schema.json`.
 * Draft 7, which every editor reads; the two flags tell VS Code that comments and trailing commas are fine.
 */
export const projectFileJsonSchema = (): string => {
  const schema = z.toJSONSchema(projectFileSchema, { target: 'draft-7', io: 'input' });
  const titled = {
    $schema: schema.$schema,
    title: 'manysite.json',
    allowTrailingCommas: true,
    allowComments: true,
    ...schema,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
};
