import type { Command } from 'commander';
import type { CommandLine } from '../add-command';
import { addOperation, type OperationOptions, operationOptions } from '../add-operation';
import { findSites } from '../choose-site';
import { collectSlug } from '../collect-slug';

interface AdoptOptions extends OperationOptions {
  readonly slug?: Readonly<Record<string, string>>;
}

export const addAdopt = (program: Command, line: CommandLine): void =>
  addOperation<AdoptOptions>(program, line, {
    usage: 'adopt [site...]',
    summary: 'Give sites that have no slug one, and their local domain',
    description:
      'Without sites: all of them. The domain that a site has becomes its real domain; its slug is proposed from its name or domain.',
    examples: ['manysite adopt --dry-run', 'manysite adopt 12 --slug 12=velos-ch'],
    options: (command) =>
      operationOptions(command).option(
        '--slug <id=slug>',
        'another slug than the proposed one, by the id of the site; may be repeated',
        collectSlug,
      ),
    operation: async ({ operands, options }, client, target) => {
      const named = operands.flatMap((operand) => operand ?? []);
      const sites = await findSites(client, target, named);
      return {
        kind: 'adopt',
        siteIds: named.length === 0 ? null : sites.map(({ id }) => id),
        slugs: { ...options.slug },
      };
    },
  });
