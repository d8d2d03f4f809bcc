import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { confirmOnTerminal } from '../ask';
import { chooseDatabase } from '../choose-database';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseOption } from '../database-option';
import { failedServers } from '../job-result';
import { renderReset, resetLoses } from '../output/copies-text';
import { finishJob, type JobOptions } from '../run-job';
import { type Call, withHost } from '../session';

interface ResetOptions extends DatabaseOptions, JobOptions {
  readonly yes?: boolean;
}

const runReset = (call: Call<ResetOptions>): Promise<void> =>
  withHost(call, async ({ client }) => {
    const { id } = await projectOf(call, client);
    const databases = await client.databases.list({ projectId: id });
    const wanted = call.options.database;
    // What a beginning means may have changed since the last time, and the content is lost.
    const database =
      wanted === undefined
        ? databases.find(({ isActive }) => isActive)
        : chooseDatabase(databases, wanted, { allowPrefix: false });
    const [snapshot = null] = call.operands;
    if (database !== undefined) {
      const question = resetLoses(database, snapshot, call.terminal.now());
      await confirmOnTerminal(call.terminal, question, call.options.yes === true);
    }
    const request = { projectId: id, database: database?.name ?? null, snapshot };
    const started = await client.databases.reset(request);
    await finishJob(call, client, started, (job) => [renderReset(job), ...failedServers(job)].join('\n'));
  });

export const addReset = (program: Command, line: CommandLine): void =>
  addCommand<ResetOptions>(program, line, {
    usage: 'reset [snapshot]',
    summary: 'Take a database back to just imported, or to a snapshot; what it holds now is lost',
    description:
      'Just imported is the state after the import with its after-import steps. Snapshots stay. URLs stay, requests wait for the new servers; none fails. On a terminal it says what is lost and asks.',
    examples: ['manysite reset', 'manysite reset before-cleanup --yes'],
    isOfProject: true,
    startsJob: true,
    options: (command) => databaseOption(command).option('-y, --yes', 'do not ask'),
    run: runReset,
  });
