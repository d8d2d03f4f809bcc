import { type Argument, Command } from 'commander';
import type { CommandLine } from './add-command';
import { addAdd } from './commands/add';
import { addAdopt } from './commands/adopt';
import { addCancel } from './commands/cancel';
import { addCompletion } from './commands/completion';
import { addConfig } from './commands/config';
import { addDatabases } from './commands/databases';
import { addDelete } from './commands/delete';
import { addDemo } from './commands/demo';
import { addDoctor } from './commands/doctor';
import { addEnv } from './commands/env';
import { addExec } from './commands/exec';
import { addExplain } from './commands/explain';
import { addExport } from './commands/export';
import { addImport } from './commands/import';
import { addInspect } from './commands/inspect';
import { addJobs } from './commands/jobs';
import { addLogs } from './commands/logs';
import { addMode } from './commands/mode';
import { addOpen } from './commands/open';
import { addPopulate } from './commands/populate';
import { addQuit } from './commands/quit';
import { addRemove } from './commands/remove';
import { addRepair } from './commands/repair';
import { addReset } from './commands/reset';
import { addRestart } from './commands/restart';
import { addRewrite } from './commands/rewrite';
import { addRoute } from './commands/route';
import { addRun } from './commands/run';
import { addServe } from './commands/serve';
import { addSettle } from './commands/settle';
import { addSite } from './commands/site';
import { addSites } from './commands/sites';
import { addSnapshot } from './commands/snapshot';
import { addStart } from './commands/start';
import { addStatus } from './commands/status';
import { addStop } from './commands/stop';
import { addSwitch } from './commands/switch';

/** In the order of a working day, which is the order of `--help`. */
const groups: readonly (readonly [string, readonly ((program: Command, line: CommandLine) => void)[]])[] = [
  ['Projects', [addOpen, addDemo, addAdd, addRemove, addConfig, addEnv]],
  [
    'Dumps and databases',
    [addInspect, addImport, addDatabases, addSwitch, addSnapshot, addReset, addExport, addSettle, addDelete],
  ],
  ['Sites', [addSites, addSite, addAdopt, addPopulate, addRepair, addRewrite, addExplain]],
  ['Serving', [addStart, addStop, addRestart, addMode, addStatus, addLogs, addExec, addRun, addRoute]],
  ['Engine', [addDoctor, addJobs, addCancel, addServe, addQuit, addCompletion]],
];

const about = 'Every site of a Django multisite project on your own machine, from any dump of it.';

const operandText = (operand: Argument): string =>
  operand.required ? `<${operand.name()}>` : `[${operand.name()}]`;

/**
 * The whole command line. Commander writes help to `line.terminal.stdout`; its errors are thrown, to be printed as every other.
 *
 * @param version printed by `--version`
 */
export const buildProgram = (line: CommandLine, version: string): Command => {
  const program = new Command('manysite')
    .description(about)
    .version(version, '-V, --version', 'print the version')
    .option('-p, --project <project>', 'name, id or folder of the project')
    .option('--json', 'print the result as JSON')
    .helpOption('-h, --help', 'show this help')
    .showSuggestionAfterError()
    .configureHelp({
      // Every command has options; saying so on each line only hides the operands.
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map((operand) => operandText(operand))].join(' '),
    })
    .configureOutput({
      writeOut: (text) => void line.terminal.stdout.write(text),
      writeErr: (text) => void line.terminal.stderr.write(text),
      // Printed once, by whoever catches it, as text or as JSON.
      outputError: () => undefined,
      getOutHelpWidth: () => line.terminal.columns,
      getErrHelpWidth: () => line.terminal.columns,
      getOutHasColors: () => line.terminal.hasColour,
      getErrHasColors: () => line.terminal.hasColour,
    })
    .exitOverride();
  for (const [title, adders] of groups) {
    program.commandsGroup(`${title}:`);
    for (const adder of adders) adder(program, line);
  }
  program.helpCommand('help [command]', 'Show the help of a command');
  return program.addHelpText(
    'after',
    '\nExamples:\n  $ manysite demo && manysite start && manysite sites\n  $ ssh live pg_dump -Fc shop | manysite import -',
  );
};
