import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { renderConfig } from '../output/config-text';
import { withHost } from '../session';

export const addConfig = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'config',
    summary: 'Show each value of a project and where it comes from',
    description:
      "From strong to weak: DJANGO_MULTISITE_PLUS_* in the environment, in an env file, manysite.local.json, manysite.json, the project's own settings, what was detected, the default. Below a value stands what it overrides.",
    examples: ['manysite config', 'manysite config --json --project shop'],
    isOfProject: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const lines = await client.projects.config({ projectId: id });
        call.printer.result(lines, (paint) => renderConfig(lines, paint));
      }),
  });
