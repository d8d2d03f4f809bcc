import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { AppError } from '../../contract';

/** A variable of an env file. */
export interface EnvFileVariable {
  readonly name: string;
  readonly value: string;
  /** Relative to the project's folder. */
  readonly file: string;
}

const reference = /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

/**
 * `${NAME}` and `${NAME:-default}`, as python-dotenv expands them. Left alone they would reach the project as they stand, and win
 * over its own reading of the same file.
 */
const expand = (value: string, known: ReadonlyMap<string, string>): string =>
  value.replace(
    reference,
    (_, name: string, fallback: string | undefined) => known.get(name) || (fallback ?? ''),
  );

/**
 * Reads env files. Of a variable that two files set, the first file's counts.
 *
 * @param folder absolute path that the files are relative to
 * @param environment what `${NAME}` may refer to besides the files' own variables
 * @returns the variables, and the files that are not there (an env file is rarely committed, so that is no error)
 * @throws AppError `project-file-invalid` for a file that cannot be read
 */
export const readEnvFiles = async (
  folder: string,
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly variables: readonly EnvFileVariable[]; readonly missing: readonly string[] }> => {
  const variables = new Map<string, EnvFileVariable>();
  const known = new Map(Object.entries(environment));
  const missing: string[] = [];
  for (const file of files) {
    let text: string;
    try {
      text = await readFile(join(folder, file), 'utf8');
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
        missing.push(file);
        continue;
      }
      throw new AppError('project-file-invalid', `The env file ${join(folder, file)} cannot be read.`, {
        hint: 'Make it readable, or take it out of serve.envFiles.',
        data: { file: join(folder, file), key: 'serve.envFiles' },
        cause,
      });
    }
    for (const [name, raw] of Object.entries(parse(text))) {
      if (variables.has(name)) continue;
      const value = expand(raw, known);
      known.set(name, value);
      variables.set(name, { name, value, file });
    }
  }
  return { variables: [...variables.values()], missing };
};
