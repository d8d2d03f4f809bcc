import { type Command, CommanderError } from 'commander';
import { AppError, exitCodeOf, exitCodes, fromDoor } from '../contract';
import type { CommandLine } from './add-command';
import { runCompletion } from './completion/run-completion';
import { completeCommand } from './completion/scripts';
import { printerFor } from './output/printer';
import { buildProgram } from './program';
import { ToldOutcome } from './told-outcome';

/** Commander's own refusals in our words: they are usage errors whatever they are about. */
const asUsageError = (error: CommanderError, argv: readonly string[]): AppError => {
  const command = argv.find((word) => !word.startsWith('-'));
  const isCommand = command !== undefined && error.code !== 'commander.unknownCommand';
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  return new AppError('usage-invalid', `${message.charAt(0).toUpperCase()}${message.slice(1)}`, {
    hint: `\`manysite ${isCommand ? `${command} ` : ''}--help\` shows how it is used.`,
    data: { reason: error.code.replace(/^commander\./, '') },
  });
};

const asksForHelp = (words: readonly string[]): boolean =>
  words.some((word) => ['-h', '--help', '-V', '--version'].includes(word));

/** Commander answers `help nope` with the whole help and an error without words. */
const requireHelpTopic = (program: Command, [command, topic]: readonly string[]): void => {
  if (command !== 'help' || topic === undefined || topic === 'help') return;
  if (program.commands.some((known) => known.name() === topic)) return;
  throw new AppError('usage-invalid', `Unknown command '${topic}'`, {
    hint: '`manysite help` lists the commands.',
    data: { reason: 'unknownCommand' },
  });
};

/** `manysite` without a command is `manysite open`, and `help help` the help. */
const withDefaultCommand = (program: Command, argv: readonly string[]): string[] => {
  const { operands, unknown } = program.parseOptions([...argv]);
  requireHelpTopic(program, operands);
  if (operands[0] === 'help' && operands[1] === 'help') return ['--help'];
  return operands.length === 0 && !asksForHelp([...argv, ...unknown]) ? ['open', ...argv] : [...argv];
};

/**
 * Runs one command line.
 *
 * @param argv words after the program's name
 * @param version of Manysite
 * @returns the exit code (contract: `exitCodes`); everything that is to be said has been written by then
 */
export const runCli = async (
  argv: readonly string[],
  line: CommandLine,
  version: string,
): Promise<number> => {
  if (argv[0] === completeCommand) {
    await runCompletion(argv.slice(1), buildProgram(line, version), line);
    return exitCodes.done;
  }
  try {
    const words = withDefaultCommand(buildProgram(line, version), argv);
    let exitCode: number = exitCodes.done;
    const heard: CommandLine = {
      ...line,
      onExitCode: (code) => {
        exitCode = code;
      },
    };
    await buildProgram(heard, version).parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version end as an error of code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (error instanceof ToldOutcome) return exitCodes[error.kind];
    const printer = printerFor(line.terminal, argv.includes('--json'));
    const shape = printer.error(
      // What ends a stream has not been through the client's own translation.
      error instanceof CommanderError ? asUsageError(error, argv) : fromDoor(error),
    );
    return exitCodeOf(shape.code);
  }
};
