import { type Command, InvalidArgumentError } from 'commander';
import type { LogLine } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { cleanText } from '../output/clean-text';
import { renderLogLine } from '../output/log-text';
import { type Call, type CommonOptions, withHost } from '../session';

interface LogsOptions extends CommonOptions {
  readonly follow?: boolean;
  readonly server?: string;
  readonly lines: number;
}

const mostLines = 10_000;

const asLines = (value: string): number => {
  const lines = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(lines <= mostLines)) throw new InvalidArgumentError(`A number from 0 to ${mostLines}.`);
  return lines;
};

const printLogs = (call: Call<LogsOptions>): Promise<void> =>
  withHost(call, async ({ client }) => {
    const { id } = await projectOf(call, client);
    const isFollowed = call.options.follow === true;
    const leaving = new AbortController();
    const stopListening = call.terminal.onInterrupt(() => leaving.abort());
    const seen: LogLine[] = [];
    try {
      const batches = await client.servers.logs(
        { projectId: id, server: call.options.server ?? null, lines: call.options.lines, follow: isFollowed },
        { signal: leaving.signal },
      );
      for await (const batch of batches) {
        for (const line of batch) {
          if (isFollowed) call.printer.next(line, (paint) => renderLogLine(line, paint));
          else seen.push(line);
        }
      }
    } catch (error) {
      // Ctrl-C is how following ends.
      if (!leaving.signal.aborted) throw error;
    } finally {
      stopListening();
    }
    if (!isFollowed) {
      call.printer.result(seen, (paint) =>
        seen.length === 0
          ? `Nothing was logged yet${call.options.server === undefined ? '' : ` by ${cleanText(call.options.server)}`}.`
          : seen.map((line) => renderLogLine(line, paint)).join('\n'),
      );
    }
  });

export const addLogs = (program: Command, line: CommandLine): void =>
  addCommand<LogsOptions>(program, line, {
    usage: 'logs',
    summary: 'Print what the servers of a project said',
    description: 'With --json an array; with --follow and --json one JSON value a line.',
    examples: ['manysite logs -f', 'manysite logs --server portal -n 50'],
    isOfProject: true,
    options: (command) =>
      command
        .option('-f, --follow', 'go on with new lines until Ctrl-C')
        .option('-s, --server <server>', 'only this server, by its name in status')
        .option('-n, --lines <count>', 'how many of the last lines', asLines, 200),
    run: printLogs,
  });
