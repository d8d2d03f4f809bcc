import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { confirm } from '../ask';
import { chooseProject } from '../choose-project';
import { cleanText } from '../output/clean-text';
import { formatCount } from '../output/quantities';
import { type CommonOptions, withHost } from '../session';

interface RemoveOptions extends CommonOptions {
  readonly yes?: boolean;
}

export const addRemove = (program: Command, line: CommandLine): void =>
  addCommand<RemoveOptions>(program, line, {
    usage: 'remove [project]',
    summary: 'Forget a project and delete its databases',
    description:
      "The project's folder and the dump files stay as they are. Asks first when there are databases.",
    examples: ['manysite remove shop'],
    isOfProject: true,
    options: (command) => command.option('-y, --yes', 'do not ask'),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const wanted = call.operands[0] ?? call.options.project;
        const project = chooseProject(await client.projects.list(), { wanted, cwd: call.terminal.cwd });
        const databases = await client.databases.list({ projectId: project.id });
        if (databases.length > 0 && call.options.yes !== true) {
          const what = formatCount(databases.length, 'database');
          await confirm(call.terminal, `Remove ${cleanText(project.name)} with ${what}?`);
        }
        const result = await client.projects.remove({ projectId: project.id });
        call.printer.result(
          result,
          () =>
            `Removed ${cleanText(project.name)}, with ${formatCount(result.deletedDatabases.length, 'database')}. Its folder is untouched.`,
        );
      }),
  });
