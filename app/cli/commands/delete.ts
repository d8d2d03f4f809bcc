import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { chooseDatabase } from '../choose-database';
import { projectOf } from '../choose-project';
import { cleanText } from '../output/clean-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

export const addDelete = (program: Command, line: CommandLine): void =>
  addCommand<JobOptions>(program, line, {
    usage: 'delete <database>',
    summary: 'Delete a database that is not active; its dump file stays',
    description: 'Takes the whole name or label, so that nothing is deleted by a slip.',
    examples: ['manysite delete shop_2026_10_30'],
    isOfProject: true,
    startsJob: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const databases = await client.databases.list({ projectId: id });
        const database = chooseDatabase(databases, call.operands[0] ?? '', { allowPrefix: false });
        const started = await client.databases.delete({ projectId: id, database: database.name });
        await finishJob(call, client, started, () => `Deleted ${cleanText(database.name)}.`);
      }),
  });
