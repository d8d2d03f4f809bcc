import type { Command } from 'commander';
import { AppError } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { renderDeletedSnapshot, renderSnapshot } from '../output/copies-text';
import { finishJob, type JobOptions } from '../run-job';
import { type Call, withHost } from '../session';

interface SnapshotOptions extends DatabaseOptions, JobOptions {
  readonly delete?: boolean;
}

const runSnapshot = (call: Call<SnapshotOptions>): Promise<void> =>
  withHost(call, async ({ client }) => {
    const { id } = await projectOf(call, client);
    const target = { projectId: id, database: await databaseNameOf(client, id, call.options.database) };
    const [name = null] = call.operands;
    if (call.options.delete !== true) {
      const started = await client.databases.snapshot({ ...target, name });
      await finishJob(call, client, started, renderSnapshot);
      return;
    }
    if (name === null) {
      throw new AppError('usage-invalid', 'Which snapshot shall be deleted?', {
        hint: '`manysite databases` lists them; `manysite snapshot --delete NAME`.',
      });
    }
    const started = await client.databases.deleteSnapshot({ ...target, snapshot: name });
    await finishJob(call, client, started, renderDeletedSnapshot);
  });

export const addSnapshot = (program: Command, line: CommandLine): void =>
  addCommand<SnapshotOptions>(program, line, {
    usage: 'snapshot [name]',
    summary: 'Keep a database as it is now, to go back to with reset',
    description:
      'Without a name it is named after the moment. Requests to the sites wait for the copy, about a second for 1.5 GB; none fails.',
    examples: ['manysite snapshot before-cleanup', 'manysite snapshot --delete before-cleanup'],
    isOfProject: true,
    startsJob: true,
    options: (command) => databaseOption(command).option('--delete', 'delete the snapshot of this name'),
    run: runSnapshot,
  });
