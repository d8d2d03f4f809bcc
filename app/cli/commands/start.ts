import { type Command, InvalidArgumentError } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { failedServers } from '../job-result';
import { renderServed } from '../output/served-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

interface StartOptions extends JobOptions {
  readonly port?: number;
}

const asPort = (value: string): number => {
  const port = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(port >= 1 && port <= 65535)) throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  return port;
};

export const addStart = (program: Command, line: CommandLine): void =>
  addCommand<StartOptions>(program, line, {
    usage: 'start',
    summary: 'Serve the sites of the active database',
    examples: ['manysite start', 'manysite start --port 8080'],
    isOfProject: true,
    startsJob: true,
    options: (command) =>
      command.option(
        '--port <port>',
        "the router's port from now on (default: the one chosen first)",
        asPort,
      ),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id, name } = await projectOf(call, client);
        const started = await client.servers.start({ projectId: id, port: call.options.port ?? null });
        await finishJob(call, client, started, async (job) => {
          const [status, { sites }] = await Promise.all([
            client.servers.status({ projectId: id }),
            client.sites.list({ projectId: id, database: null }),
          ]);
          return [renderServed(name, status, sites, call.printer.paint), ...failedServers(job)].join('\n');
        });
      }),
  });
