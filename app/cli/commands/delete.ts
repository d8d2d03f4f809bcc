import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { confirmOnTerminal } from '../ask';
import { chooseDatabase } from '../choose-database';
import { projectOf } from '../choose-project';
import { deletionLoses, renderDeleted } from '../output/copies-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

interface DeleteOptions extends JobOptions {
  readonly yes?: boolean;
}

export const addDelete = (program: Command, line: CommandLine): void =>
  addCommand<DeleteOptions>(program, line, {
    usage: 'delete <database>',
    summary: 'Delete a database that is not active, with its snapshots; its dump file stays',
    description:
      'Takes the whole name or label, so that nothing is deleted by a slip. On a terminal it says what is lost and asks.',
    examples: ['manysite delete shop_2026_10_30'],
    isOfProject: true,
    startsJob: true,
    options: (command) => command.option('-y, --yes', 'do not ask'),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const databases = await client.databases.list({ projectId: id });
        const database = chooseDatabase(databases, call.operands[0] ?? '', { allowPrefix: false });
        await confirmOnTerminal(call.terminal, deletionLoses(database), call.options.yes === true);
        const started = await client.databases.delete({ projectId: id, database: database.name });
        await finishJob(call, client, started, renderDeleted);
      }),
  });
