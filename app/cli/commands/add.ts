import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { cleanText } from '../output/clean-text';
import { withHost } from '../session';

export const addAdd = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'add [folder]',
    summary: 'Add a Django project by its folder (default: this one)',
    description:
      'Recognises manage.py, settings, virtualenv and env files, and writes a small manysite.json where there is none. Nothing else of the project is changed.',
    examples: ['manysite add ~/code/shop'],
    isOfProject: false,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const folder = resolve(call.terminal.cwd, call.operands[0] ?? '.');
        const project = await client.projects.add({ folder });
        call.printer.result(project, (paint) =>
          [
            `Added ${paint.bold(cleanText(project.name))} (${cleanText(project.folder)}).`,
            paint.dim('What was found: manysite config. Next: manysite import DUMP'),
          ].join('\n'),
        );
      }),
  });
