import { exitCodes, version } from '../contract';
import { commandLineOf } from './add-command';
import { completeCommand } from './completion/scripts';
import { runCli } from './run-cli';
import { processTerminal } from './terminal';

// `manysite sites | head -1` closes the pipe early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

const argv = process.argv.slice(2);
process.exitCode = await runCli(argv, commandLineOf(processTerminal()), version);
// A host that is silent while it starts must not hold up the Tab key.
if (argv[0] === completeCommand) process.exit();
