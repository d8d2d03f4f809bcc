import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { findSite } from '../choose-site';
import { renderEnvironment } from '../output/config-text';
import { type CommonOptions, withHost } from '../session';

interface EnvOptions extends CommonOptions {
  readonly site?: string;
}

export const addEnv = (program: Command, line: CommandLine): void =>
  addCommand<EnvOptions>(program, line, {
    usage: 'env',
    summary: 'Show the environment and settings overlay that a server gets, line by line',
    description:
      'Passwords and keys are masked. Lines of the overlay are switched off by serve.overlay in manysite.json.',
    examples: ['manysite env', 'manysite env --site portal'],
    isOfProject: true,
    options: (command) =>
      command.option('--site <site>', 'as the server of this site gets it, by slug or id'),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const { site } = call.options;
        const siteId =
          site === undefined ? null : (await findSite(client, { projectId: id, database: null }, site)).id;
        const environment = await client.projects.environment({ projectId: id, siteId });
        call.printer.result(environment, (paint) => renderEnvironment(environment, paint));
      }),
  });
