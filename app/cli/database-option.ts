import type { Command } from 'commander';
import { chooseDatabase } from './choose-database';
import type { Client, CommonOptions } from './session';

/** `--database` of commands that read or change one database. */
export interface DatabaseOptions extends CommonOptions {
  readonly database?: string;
}

export const databaseOption = (command: Command): Command =>
  command.option('-d, --database <database>', 'another database than the active one, by name or label');

/** The database's name for a call; null means the active one. */
export const databaseNameOf = async (
  client: Client,
  projectId: string,
  wanted: string | undefined,
): Promise<string | null> =>
  wanted === undefined
    ? null
    : chooseDatabase(await client.databases.list({ projectId }), wanted, { allowPrefix: true }).name;
