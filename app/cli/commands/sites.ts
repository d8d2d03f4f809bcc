import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { listedSites } from '../listed-sites';
import { cleanText } from '../output/clean-text';
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
        const { id, routes } = await projectOf(call, client);
        const database = await databaseNameOf(client, id, call.options.database);
        const { sites, problems } = await client.sites.list({ projectId: id, database });
        // Only the active database is served.
        const servers = database === null ? await client.servers.list({ projectId: id }) : [];
        const listed = listedSites({ sites, problems }, servers, database === null ? routes : []);
        call.printer.result(listed, (paint) => renderSites(listed, paint));
        // A list of no sites has no place for them.
        if (listed.length === 0)
          for (const { severity, message } of problems)
            call.printer.warn(`${severity}  ${cleanText(message)}`);
      }),
  });
