import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError, type SiteOperationInput } from '../../contract';
import type { CommandLine } from '../add-command';
import { addOperation, type OperationOptions, operationOptions } from '../add-operation';
import { findSites } from '../choose-site';
import type { Call } from '../session';

interface ChangedAlias {
  readonly domain: string;
  readonly to: string;
}

interface SiteSetOptions extends OperationOptions {
  readonly name?: string;
  readonly slug?: string;
  readonly realDomain?: string;
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly extraConfig?: string;
  readonly addAlias?: readonly string[];
  /** False with `--no-redirect`. */
  readonly redirect?: boolean;
  readonly changeAlias?: readonly ChangedAlias[];
  readonly removeAlias?: readonly string[];
  readonly redirectAlias?: readonly string[];
  readonly serveAlias?: readonly string[];
  readonly canonical?: string;
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const collectChange = (value: string, before: readonly ChangedAlias[] = []): ChangedAlias[] => {
  const [domain = '', to = ''] = value.split(/=(.*)/s, 2);
  if (domain === '' || to === '')
    throw new InvalidArgumentError('Give the alias and its new domain, such as old.example=new.example.');
  return [...before, { domain, to }];
};

type AliasEdits = NonNullable<Extract<SiteOperationInput, { kind: 'edit' }>['aliases']>;

/** What goes comes first, so that its domain is free for what comes. */
const aliasEditsOf = (options: SiteSetOptions): AliasEdits => {
  const { addAlias = [], changeAlias = [], removeAlias = [], redirectAlias = [], serveAlias = [] } = options;
  return [
    ...removeAlias.map((domain) => ({ edit: 'remove' as const, domain })),
    ...changeAlias.map((change) => ({ edit: 'change' as const, ...change })),
    ...addAlias.map((domain) => ({ edit: 'add' as const, domain, redirects: options.redirect !== false })),
    ...redirectAlias.map((domain) => ({ edit: 'redirect' as const, domain, redirects: true })),
    ...serveAlias.map((domain) => ({ edit: 'redirect' as const, domain, redirects: false })),
    ...(options.canonical === undefined
      ? []
      : [{ edit: 'make-canonical' as const, domain: options.canonical }]),
  ];
};

const readConfig = async ({ terminal, options }: Call<SiteSetOptions>): Promise<string | null> => {
  const { extraConfig } = options;
  if (extraConfig === undefined) return null;
  if (extraConfig === '-') return text(terminal.stdin);
  const file = resolve(terminal.cwd, extraConfig);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('file-not-found', `The extra configuration ${file} cannot be read.`, {
      hint: 'Name a file, or - for standard input.',
      data: { file },
      cause,
    });
  }
};

const editOf = async (call: Call<SiteSetOptions>, siteId: number): Promise<SiteOperationInput> => {
  const { options } = call;
  return {
    kind: 'edit',
    siteId,
    name: options.name ?? null,
    slug: options.slug ?? null,
    realDomain: options.realDomain ?? null,
    isEnabled: options.enable === true ? true : options.disable === true ? false : null,
    extraConfig: await readConfig(call),
    aliases: aliasEditsOf(options),
  };
};

const changing = ['name', 'slug', 'realDomain', 'enable', 'disable', 'extraConfig', 'canonical'] as const;

const requireChange = (options: SiteSetOptions): void => {
  if (changing.some((key) => options[key] !== undefined) || aliasEditsOf(options).length > 0) return;
  throw new AppError('usage-invalid', 'Say what to change of the site.', {
    hint: 'For example --slug NEW; `manysite help site set` lists everything.',
  });
};

/** What can be done to several sites at once. */
const enablingOf = (options: SiteSetOptions, siteIds: number[]): SiteOperationInput => {
  const others = changing.filter(
    (key) => key !== 'enable' && key !== 'disable' && options[key] !== undefined,
  );
  if (others.length > 0 || aliasEditsOf(options).length > 0)
    throw new AppError('usage-invalid', 'Several sites can be enabled or disabled together, nothing else.', {
      hint: 'Name one site for other changes.',
    });
  return { kind: 'enable', siteIds, isEnabled: options.enable === true };
};

const setOptions = (command: Command): Command =>
  operationOptions(command)
    .option('--name <text>', 'its name, at most 50 characters')
    .option('--slug <slug>', 'its slug; its local domain follows')
    .option('--real-domain <domain>', 'its domain on the live server; "" for none')
    .addOption(new Option('--enable', 'serve it').conflicts('disable'))
    .addOption(
      new Option('--disable', 'answer with a page that says that it is disabled').conflicts('enable'),
    )
    .option('--extra-config <file>', 'extra uWSGI configuration, from a file or - for standard input')
    .option('--add-alias <domain>', 'one more host; may be repeated', collect)
    .option('--no-redirect', 'let added aliases serve the site instead of redirecting to its domain')
    .option('--change-alias <old=new>', 'another domain for an alias; may be repeated', collectChange)
    .option('--remove-alias <domain>', 'take an alias away; may be repeated', collect)
    .option(
      '--redirect-alias <domain>',
      "let an alias redirect to the site's domain; may be repeated",
      collect,
    )
    .option('--serve-alias <domain>', 'let an alias serve the site; may be repeated', collect)
    .option('--canonical <domain>', "make an alias the site's domain, and the domain that it had an alias");

const examples = [
  'manysite site set velowerk --slug velo --dry-run',
  'manysite site set 2 --name "Velo Werk" --real-domain www.velo.example',
  'manysite site set museum velowerk --disable',
  'manysite site set velowerk --add-alias m.velo.localhost --no-redirect',
] as const;

/** `site set`: changes of one site. */
export const addSite = (program: Command, line: CommandLine): void => {
  const site = program
    .command('site')
    .summary('Change one site: name, slug, domains, aliases')
    .description('Change one site: name, slug, real domain, enabled, extra configuration, aliases.')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`)
    .action(() => {
      throw new AppError('usage-invalid', 'Say what to do with which site.', {
        hint: 'For example `manysite site set portal --slug news`.',
      });
    });
  addOperation<SiteSetOptions>(site, line, {
    usage: 'set <site...>',
    summary: 'Change a site, named by its slug or id; several with --enable or --disable',
    description:
      'All of it or nothing: what does not fit is named, with a suggestion, before anything is written. A new slug gives the site its new local domain in the same step, and servers start again. Take it back with `manysite rewrite --undo`.',
    examples: [...examples],
    options: setOptions,
    check: requireChange,
    operation: async (call, client, target) => {
      const words = call.operands.flatMap((word) => word ?? []);
      const sites = await findSites(client, target, words);
      const [first, second] = sites;
      if (first === undefined) throw new Error('commander asks for a site');
      return second === undefined
        ? editOf(call, first.id)
        : enablingOf(
            call.options,
            sites.map(({ id }) => id),
          );
    },
  });
};
