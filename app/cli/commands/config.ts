import type { Command } from 'commander';
import { AppError, type Configured } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { renderConfig, renderConfigured } from '../output/config-text';
import { type CommonOptions, withHost } from '../session';

interface ConfigOptions extends CommonOptions {
  readonly set?: readonly string[];
  readonly unset?: readonly string[];
  readonly local?: boolean;
  readonly shared?: boolean;
}

interface Change {
  readonly key: string;
  readonly value: string | null;
}

const changeOf = (text: string): Change => {
  const at = text.indexOf('=');
  if (at > 0) return { key: text.slice(0, at), value: text.slice(at + 1) };
  throw new AppError('usage-invalid', `"${text}" must be KEY=VALUE.`, {
    hint: 'For example: `manysite config --set "domainFormat={}.localhost"`.',
  });
};

const changesOf = ({ set = [], unset = [] }: ConfigOptions): Change[] => [
  ...set.map(changeOf),
  ...unset.map((key) => ({ key, value: null })),
];

const fileOf = ({ local, shared }: ConfigOptions): Configured['files'][number] | null => {
  if (local === true && shared === true) {
    throw new AppError('usage-invalid', '--local and --shared exclude each other.', {
      hint: 'Leave both out: what belongs to this machine then goes into manysite.local.json.',
    });
  }
  return local === true ? 'manysite.local.json' : shared === true ? 'manysite.json' : null;
};

const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value];

export const addConfig = (program: Command, line: CommandLine): void =>
  addCommand<ConfigOptions>(program, line, {
    usage: 'config',
    summary: 'Show each value of a project and where it comes from, or change some',
    description:
      "From strong to weak: DJANGO_MULTISITE_PLUS_* in the environment, in an env file, manysite.local.json, manysite.json, the project's own settings, what was detected, the default. Below a value stands what it overrides. A change keeps the comments of the file; domainFormat, django.python and serve.env go into manysite.local.json unless --shared is given, all else into manysite.json unless --local is.",
    examples: [
      'manysite config',
      'manysite config --set "domainFormat={}.localhost" && manysite rewrite',
      'manysite config --unset serve.env.DEBUG --local',
    ],
    isOfProject: true,
    options: (command) => {
      command
        .option('--set <key=value>', 'set a value; may be repeated', repeated)
        .option('--unset <key>', 'take a value out; may be repeated', repeated)
        .option('--local', 'in manysite.local.json, for this machine')
        .option('--shared', 'in manysite.json, for the team');
    },
    run: (call) =>
      withHost(call, async ({ client }) => {
        const changes = changesOf(call.options);
        const file = fileOf(call.options);
        const { id } = await projectOf(call, client);
        if (changes.length === 0) {
          const lines = await client.projects.config({ projectId: id });
          call.printer.result(lines, (paint) => renderConfig(lines, paint));
          return;
        }
        const configured = await client.projects.configure({ projectId: id, changes, file });
        call.printer.result(configured, (paint) => renderConfigured(configured, changes, paint));
      }),
  });
