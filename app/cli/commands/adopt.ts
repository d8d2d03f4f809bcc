import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { chooseSite } from '../choose-site';
import { collectSlug } from '../collect-slug';
import { type OperationOptions, operationOptions, targetOf } from '../operation-options';
import { runOperation } from '../run-operation';
import { withHost } from '../session';

interface AdoptOptions extends OperationOptions {
  readonly slug?: Readonly<Record<string, string>>;
}

export const addAdopt = (program: Command, line: CommandLine): void =>
  addCommand<AdoptOptions>(program, line, {
    usage: 'adopt [site...]',
    summary: 'Give sites that have no slug one, and their local domain',
    description:
      'Without sites: all of them. The domain that a site has becomes its real domain; its slug is proposed from its name or domain.',
    examples: ['manysite adopt --dry-run', 'manysite adopt 12 --slug 12=velos-ch'],
    isOfProject: true,
    options: (command) =>
      operationOptions(command).option(
        '--slug <id=slug>',
        'another slug than the proposed one, by the id of the site; may be repeated',
        collectSlug,
      ),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const target = await targetOf(call, client, id);
        const named = call.operands.flatMap((operand) => operand ?? []);
        const sites = named.length === 0 ? [] : await client.sites.list(target);
        const siteIds = named.length === 0 ? null : named.map((name) => chooseSite(sites, name).id);
        const operation = { kind: 'adopt' as const, siteIds, slugs: { ...call.options.slug } };
        await runOperation(call, client, target, operation, call.options.dryRun === true);
      }),
  });
