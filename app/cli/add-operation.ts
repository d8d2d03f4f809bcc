import type { Command } from 'commander';
import type { SiteOperationInput } from '../contract';
import { addCommand, type CommandLine } from './add-command';
import { projectOf } from './choose-project';
import type { Target } from './choose-site';
import { type DatabaseOptions, databaseNameOf, databaseOption } from './database-option';
import { runOperation } from './run-operation';
import { type Call, type Client, withHost } from './session';

/** What every command takes that changes sites. */
export interface OperationOptions extends DatabaseOptions {
  readonly dryRun?: boolean;
}

export const operationOptions = (command: Command): Command =>
  databaseOption(command).option('-n, --dry-run', 'show what would change, and change nothing');

/** Does something with the host and the database whose sites are meant. */
export const withTarget = <Result>(
  call: Call<DatabaseOptions>,
  work: (client: Client, target: Target) => Promise<Result>,
): Promise<Result> =>
  withHost(call, async ({ client }) => {
    const { id } = await projectOf(call, client);
    return work(client, {
      projectId: id,
      database: await databaseNameOf(client, id, call.options.database),
    });
  });

/** A command that changes sites, or shows what it would change. */
interface OperationCommand<Options extends OperationOptions> {
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly [string, ...string[]];
  /** Default: those of every such command. */
  readonly options?: (command: Command) => Command;
  /** Refuses words that make no sense, before a host is started for them. */
  readonly check?: (options: Options) => void;
  readonly operation: (
    call: Call<Options>,
    client: Client,
    target: Target,
  ) => SiteOperationInput | Promise<SiteOperationInput>;
}

export const addOperation = <Options extends OperationOptions>(
  program: Command,
  line: CommandLine,
  { operation, check, options = operationOptions, ...words }: OperationCommand<Options>,
): void =>
  addCommand<Options>(program, line, {
    ...words,
    isOfProject: true,
    options,
    run: async (call) => {
      check?.(call.options);
      await withTarget(call, async (client, target) =>
        runOperation(
          call,
          client,
          target,
          await operation(call, client, target),
          call.options.dryRun === true,
        ),
      );
    },
  });
