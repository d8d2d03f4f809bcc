import { type Command, InvalidArgumentError } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { findSite } from '../choose-site';
import { renderRoutes } from '../output/routes-text';
import { withHost } from '../session';

/** A port, or null for taking the route back. */
const asTarget = (word: string): number | null => {
  if (word === 'off') return null;
  const port = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (!(port >= 1 && port <= 65535)) throw new InvalidArgumentError('A port from 1 to 65535, or off.');
  return port;
};

export const addRoute = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'route [site] [port]',
    summary: 'Send a site to a server of your own on this machine, e.g. of an IDE; off takes it back',
    description:
      'The port is one of 127.0.0.1. A route outlives restarts of the servers, not the host. Give your server the environment of the project: manysite exec. Without a site this tells which routes there are.',
    examples: ['manysite route portal 9000', 'manysite route portal off', 'manysite route'],
    isOfProject: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const project = await projectOf(call, client);
        const [wanted, target] = call.operands;
        if (wanted === undefined || target === undefined) {
          const routes = project.routes.filter(({ slug }) => wanted === undefined || slug === wanted);
          call.printer.result({ routes }, () => renderRoutes(routes));
          return;
        }
        const port = asTarget(target);
        const site = await findSite(client, { projectId: project.id, database: null }, wanted);
        const routes = await client.programs.route({ projectId: project.id, siteId: site.id, port });
        call.printer.result({ routes }, () => renderRoutes(routes));
      }),
  });
