import type { Command } from 'commander';
import { printerFor } from './output/printer';
import { type Attach, attachToHost, type Call, type CommonOptions } from './session';
import type { Terminal } from './terminal';

/** One command of the line, as a value: everything but what it does is for `--help`. */
export interface CommandDefinition<Options extends CommonOptions> {
  /** Name with operands in commander's notation: `import <dump>`. */
  readonly usage: string;
  /** One line, without full stop. */
  readonly summary: string;
  /** What a person should know besides; whole sentences. */
  readonly description?: string;
  /** At least one: command lines as they are typed. */
  readonly examples: readonly [string, ...string[]];
  /** Whether it is about one project, hence takes `--project`. */
  readonly isOfProject: boolean;
  /** Whether it starts a job, hence takes `--no-wait`. */
  readonly startsJob?: boolean;
  /** Further options. */
  readonly options?: (command: Command) => void;
  /** @returns the exit code where a program that ran in the terminal decides it */
  readonly run: (call: Call<Options>) => Promise<number> | Promise<void>;
}

/** What commands are run with; tests give their own. */
export interface CommandLine {
  readonly terminal: Terminal;
  readonly attach: Attach;
  /** Told the exit code of a program that ran in the terminal; absent: nobody asks. */
  readonly onExitCode?: (code: number) => void;
}

export const commandLineOf = (terminal: Terminal): CommandLine => ({
  terminal,
  attach: attachToHost(terminal),
});

/** Makes a command known to the program. */
export const addCommand = <Options extends CommonOptions>(
  program: Command,
  line: CommandLine,
  definition: CommandDefinition<Options>,
): void => {
  const command = program
    .command(definition.usage)
    .summary(definition.summary)
    .description([`${definition.summary}.`, definition.description ?? ''].join('\n').trim());
  definition.options?.(command);
  if (definition.isOfProject) {
    command.option(
      '-p, --project <project>',
      'name, id or folder of the project (default: the one of this folder)',
    );
  }
  if (definition.startsJob === true) command.option('--no-wait', 'print the job and return at once');
  command.option('--json', 'print the result as JSON');
  const title = definition.examples.length === 1 ? 'Example' : 'Examples';
  command.addHelpText(
    'after',
    `\n${title}:\n${definition.examples.map((example) => `  $ ${example}`).join('\n')}`,
  );
  command.action(async (...given: unknown[]) => {
    // Commander gives the operands, a variadic one as a list, then the options, then itself.
    const operands = given
      .slice(0, -2)
      .flat()
      .map((operand) => (typeof operand === 'string' ? operand : undefined));
    const options = command.optsWithGlobals<Options>();
    const printer = printerFor(line.terminal, options.json === true);
    const code = await definition.run({ ...line, printer, options, operands });
    if (typeof code === 'number') line.onExitCode?.(code);
  });
};
