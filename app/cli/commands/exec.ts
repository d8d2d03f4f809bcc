import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { findSite } from '../choose-site';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { runInTerminal } from '../run-in-terminal';
import { withHost } from '../session';

interface ExecOptions extends DatabaseOptions {
  readonly site?: string;
}

export const addExec = (program: Command, line: CommandLine): void =>
  addCommand<ExecOptions>(program, line, {
    usage: 'exec <command...>',
    summary: 'Run a program of the project on its database, here in the terminal',
    description:
      'It gets exactly the environment and settings overlay of a server; python and manage.py are those of the project, and it runs in the folder of manage.py. Its exit code becomes that of this command.',
    examples: [
      'manysite exec -- python manage.py shell',
      'manysite exec --site portal -- manage.py createsuperuser',
      'manysite exec -d stage -- sh -c \'psql -c "select count(*) from django_site"\'',
    ],
    isOfProject: true,
    options: (command) =>
      databaseOption(command).option(
        '--site <site>',
        'with the SITE_ID of this site, by slug or id (default: as in single-process mode)',
      ),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const database = await databaseNameOf(client, id, call.options.database);
        const { site } = call.options;
        const siteId =
          site === undefined ? null : (await findSite(client, { projectId: id, database }, site)).id;
        const command = call.operands.filter((word) => word !== undefined);
        const prepared = await client.programs.prepare({ projectId: id, database, siteId, command });
        return runInTerminal(prepared, call.terminal).ended;
      }),
  });
