import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type OperationOptions, operationOptions, targetOf } from '../operation-options';
import { runOperation } from '../run-operation';
import { withHost } from '../session';

export const addRepair = (program: Command, line: CommandLine): void =>
  addCommand<OperationOptions>(program, line, {
    usage: 'repair',
    summary: 'Mend aliases, domains and slugs that no host ever finds',
    description:
      'Upper case becomes lower case, is_canonical false becomes null, and a site whose other alias has the domain that it should have gets it. What needs a choice is named.',
    examples: ['manysite repair --dry-run', 'manysite repair'],
    isOfProject: true,
    options: operationOptions,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const target = await targetOf(call, client, id);
        await runOperation(call, client, target, { kind: 'repair' }, call.options.dryRun === true);
      }),
  });
