import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { renderSites } from '../output/sites-text';
import { withHost } from '../session';

export const addSites = (program: Command, line: CommandLine): void =>
  addCommand<DatabaseOptions>(program, line, {
    usage: 'sites',
    summary: 'List the sites of the active database and where each opens',
    examples: ['manysite sites', "manysite sites --json | jq -r '.[].url'"],
    isOfProject: true,
    options: databaseOption,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const sites = await client.sites.list({
          projectId: id,
          database: await databaseNameOf(client, id, call.options.database),
        });
        call.printer.result(sites, (paint) => renderSites(sites, paint));
      }),
  });
