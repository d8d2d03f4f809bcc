import { exitCodes, version } from '../contract';
import { commandLineOf } from './add-command';
import { runCli } from './run-cli';
import { processTerminal } from './terminal';

// `manysite sites | head -1` closes the pipe early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

process.exitCode = await runCli(process.argv.slice(2), commandLineOf(processTerminal()), version);
