import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type OperationOptions, operationOptions, targetOf } from '../operation-options';
import { runOperation } from '../run-operation';
import { withHost } from '../session';

export const addPopulate = (program: Command, line: CommandLine): void =>
  addCommand<OperationOptions>(program, line, {
    usage: 'populate',
    summary: 'Make the sites as the configuration has them',
    description:
      'Sites are found by their id, else by their slug, and made where they are missing; nothing is deleted. The configuration is "sites" in manysite.json, or DJANGO_MULTISITE_PLUS_SITES.',
    examples: ['manysite populate --dry-run', 'manysite populate'],
    isOfProject: true,
    options: operationOptions,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const target = await targetOf(call, client, id);
        await runOperation(call, client, target, { kind: 'populate' }, call.options.dryRun === true);
      }),
  });
