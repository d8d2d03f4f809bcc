import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contract';

/**
 * Writes the smallest useful manysite.json. Never touches one that is there.
 *
 * @param input.name the project's name
 * @param input.schemaUrl address of the JSON Schema for editors; null leaves `$schema` out
 * @returns whether a file was written
 * @throws AppError `folder-unreachable` where the folder cannot be written to
 */
export const writeProjectFile = async (input: {
  readonly folder: string;
  readonly name: string;
  readonly schemaUrl: string | null;
}): Promise<boolean> => {
  const content = {
    ...(input.schemaUrl === null ? {} : { $schema: input.schemaUrl }),
    name: input.name,
  };
  try {
    await writeFile(join(input.folder, 'manysite.json'), `${JSON.stringify(content, null, 2)}\n`, {
      flag: 'wx',
    });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new AppError('folder-unreachable', `manysite.json cannot be written to ${input.folder}.`, {
      hint: 'Make the folder writable.',
      data: { folder: input.folder },
      cause,
    });
  }
};
