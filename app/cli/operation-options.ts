import type { Command } from 'commander';
import { type DatabaseOptions, databaseNameOf, databaseOption } from './database-option';
import type { Call, Client } from './session';

/** What every command takes that changes sites. */
export interface OperationOptions extends DatabaseOptions {
  readonly dryRun?: boolean;
}

export const operationOptions = (command: Command): Command =>
  databaseOption(command).option('-n, --dry-run', 'show what would change, and change nothing');

/** The database whose sites are changed; null means the active one. */
export const targetOf = async (call: Call<OperationOptions>, client: Client, projectId: string) => ({
  projectId,
  database: await databaseNameOf(client, projectId, call.options.database),
});
