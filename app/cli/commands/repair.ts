import type { Command } from 'commander';
import type { CommandLine } from '../add-command';
import { addOperation } from '../add-operation';

export const addRepair = (program: Command, line: CommandLine): void =>
  addOperation(program, line, {
    usage: 'repair',
    summary: 'Mend aliases, domains and slugs that no host ever finds',
    description:
      'Upper case becomes lower case, is_canonical false becomes null, and a site whose other alias has the domain that it should have gets it. What needs a choice is named.',
    examples: ['manysite repair --dry-run', 'manysite repair'],
    operation: () => ({ kind: 'repair' }),
  });
