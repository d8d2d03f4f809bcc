import { type Command, Option } from 'commander';
import type { SiteOperationInput } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { type OperationOptions, operationOptions, withTarget } from '../add-operation';
import { findSites, type Target } from '../choose-site';
import { collectSlug } from '../collect-slug';
import { renderHistory } from '../output/plan-text';
import { runOperation } from '../run-operation';
import type { Call, Client } from '../session';

interface RewriteOptions extends OperationOptions {
  readonly undo?: boolean;
  readonly history?: boolean;
  readonly format?: string;
  readonly realDomains?: boolean;
  readonly slug?: Readonly<Record<string, string>>;
  readonly leaveOut?: readonly string[];
}

const operationOf = async (
  { options }: Call<RewriteOptions>,
  client: Client,
  target: Target,
): Promise<SiteOperationInput> => {
  if (options.undo === true) return { kind: 'undo' };
  const leftOut = await findSites(client, target, options.leaveOut ?? []);
  return {
    kind: 'rewrite',
    domainFormat: options.format ?? null,
    asRealDomains: options.realDomains === true,
    slugs: { ...options.slug },
    leaveOut: leftOut.map(({ id }) => id),
  };
};

const ways = ['undo', 'history', 'format', 'realDomains', 'slug', 'leaveOut'] as const;
type Way = (typeof ways)[number];

/** What makes no sense together is refused by the command line. */
const rewriteOption = (flags: string, description: string, excludes: readonly Way[]): Option =>
  new Option(flags, description).conflicts([...excludes]);

const addOptions = (command: Command): Command =>
  operationOptions(command)
    .addOption(rewriteOption('--format <format>', 'another domain format, this once', ['realDomains']))
    .addOption(rewriteOption('--real-domains', 'give every site its real domain', ['format']))
    .option('--slug <id=slug>', 'another slug for a site, by its id; may be repeated', collectSlug)
    .option('--leave-out <site...>', 'sites that stay as they are, by id or slug')
    .addOption(
      rewriteOption('--undo', 'take back the last change of the sites, whatever made it', [
        'format',
        'realDomains',
        'slug',
        'leaveOut',
      ]),
    )
    .addOption(
      rewriteOption(
        '--history',
        'list the changes of the sites, newest first',
        ways.filter((way) => way !== 'history'),
      ),
    );

export const addRewrite = (program: Command, line: CommandLine): void =>
  addCommand<RewriteOptions>(program, line, {
    usage: 'rewrite',
    summary: "Give every site its local domain, by the project's domain format",
    description:
      'Every import does this once. A site with a problem is left out, and named. Servers of the database start again, and are waited for. Every change of the sites can be taken back, several in a row.',
    examples: [
      'manysite rewrite --dry-run',
      'manysite rewrite',
      'manysite rewrite --format {}.localhost --leave-out portal',
      'manysite rewrite --undo --dry-run',
      'manysite rewrite --history',
    ],
    isOfProject: true,
    options: addOptions,
    run: (call) =>
      withTarget(call, async (client, target) => {
        if (call.options.history === true) {
          const plans = await client.sites.history(target);
          call.printer.result(plans, (paint) => renderHistory(plans, call.terminal.now(), paint));
          return;
        }
        const operation = await operationOf(call, client, target);
        await runOperation(call, client, target, operation, call.options.dryRun === true);
      }),
  });
