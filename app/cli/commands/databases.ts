import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { renderDatabases } from '../output/databases-text';
import { withHost } from '../session';

export const addDatabases = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'databases',
    summary: 'List the databases of a project; * marks the active one',
    examples: ['manysite databases'],
    isOfProject: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const databases = await client.databases.list({ projectId: id });
        call.printer.result(databases, (paint) => renderDatabases(databases, call.terminal.now(), paint));
      }),
  });
