import type { Command } from 'commander';
import type { CommandLine } from '../add-command';
import { addOperation } from '../add-operation';

export const addPopulate = (program: Command, line: CommandLine): void =>
  addOperation(program, line, {
    usage: 'populate',
    summary: 'Make the sites as the configuration has them',
    description:
      'Sites are found by their id, else by their slug, and made where they are missing; nothing is deleted. The configuration is "sites" in manysite.json, or DJANGO_MULTISITE_PLUS_SITES.',
    examples: ['manysite populate --dry-run', 'manysite populate'],
    operation: () => ({ kind: 'populate' }),
  });
