import { AppError } from '../contract';
import type { ProjectConfig } from './project-config';

/** A program with its arguments, ready to be started without a shell, in the folder of manage.py. */
export interface ResolvedCommand {
  readonly file: string;
  readonly args: readonly string[];
}

const isPython = (word: string): boolean => /^python(3(\.\d+)?)?$/.test(word);

const isManagePy = (word: string): boolean => /^(\.\/)?manage\.py$/.test(word);

/**
 * A configured command with `python` and `manage.py` made the project's own and the placeholders filled in. Any other program is found by
 * the PATH of the environment, where the virtualenv comes first.
 *
 * @param placeholders e.g. `{ host: '127.0.0.1', port: '41234' }` for `{host}:{port}`; other braces stay as they are
 * @throws AppError `setting-invalid` for an empty command
 */
export const resolveCommand = (
  command: readonly string[],
  config: ProjectConfig,
  placeholders: Readonly<Record<string, string>> = {},
): ResolvedCommand => {
  const [program, ...args] = command.map((word) =>
    word.replace(/\{(\w+)\}/g, (whole, name: string) => placeholders[name] ?? whole),
  );
  if (program === undefined) {
    throw new AppError('setting-invalid', `The command of ${config.name} is empty.`, {
      hint: 'Correct serve.command or afterImport in manysite.json.',
    });
  }
  const { python, managePy } = config.detected;
  if (isPython(program)) return { file: python.path, args };
  // Without the x bit, or with another Python in its first line, it would not run as the project's.
  if (isManagePy(program)) return { file: python.path, args: [managePy, ...args] };
  return { file: program, args };
};
