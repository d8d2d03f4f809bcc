import { AppError } from '../../contract';

/**
 * Checks that a command can be told its port, and that it names a program.
 *
 * @param command program and arguments, as configured
 * @returns the same command
 * @throws AppError setting-invalid
 */
export const checkedCommand = (command: readonly string[]): readonly [string, ...string[]] => {
  const [program, ...args] = command;
  if (program === undefined || program.trim() === '') {
    throw new AppError('setting-invalid', 'serve.command names no program.', {
      hint: 'Put the program first, then its arguments, each as its own text.',
      data: { command: [...command] },
    });
  }
  if (!args.some((argument) => argument.includes('{port}'))) {
    throw new AppError('setting-invalid', `serve.command has no {port}: ${command.join(' ')}`, {
      hint: 'Manysite chooses the port: put {port}, or {host}:{port}, where the command takes its address.',
      data: { command: [...command] },
    });
  }
  return [program, ...args];
};

/** Replaces `{host}` and `{port}` in each argument; other braces stay, for they may mean something to the command. */
export const fillCommand = (
  [program, ...args]: readonly [string, ...string[]],
  address: { readonly host: string; readonly port: number },
): [string, ...string[]] => [
  program,
  ...args.map((argument) =>
    argument.replaceAll('{host}', address.host).replaceAll('{port}', String(address.port)),
  ),
];
