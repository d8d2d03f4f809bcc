import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { canAsk, confirm } from '../ask';
import { projectOf } from '../choose-project';
import { cleanText } from '../output/clean-text';
import { type Call, type Client, type CommonOptions, withHost } from '../session';

interface AddOptions extends CommonOptions {
  readonly moved?: boolean;
  readonly new?: boolean;
}

type Wish = NonNullable<Parameters<Client['projects']['add']>[0]['moved']>;

const wishOf = ({ moved, new: isNew, project }: AddOptions): Wish => {
  if (isNew === true && (moved === true || project !== undefined)) {
    throw new AppError('usage-invalid', '--new says that it is none of the known projects.', {
      hint: 'Leave --moved and --project out, or --new.',
    });
  }
  return moved === true || project !== undefined ? 'yes' : isNew === true ? 'no' : 'ask';
};

/** Whether the error is a question: a known project of this name has lost its folder. */
const isQuestion = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'project-exists' && Array.isArray(error.data.moved);

const addAsked = async (call: Call<AddOptions>, client: Client, folder: string) => {
  const projectId = call.options.project === undefined ? null : (await projectOf(call, client)).id;
  try {
    return await client.projects.add({ folder, moved: wishOf(call.options), projectId });
  } catch (error) {
    if (!isQuestion(error) || !canAsk(call.terminal)) throw error;
    await confirm(call.terminal, `${cleanText(error.message)} Was it moved here?`);
    return client.projects.add({ folder, moved: 'yes', projectId });
  }
};

export const addAdd = (program: Command, line: CommandLine): void =>
  addCommand<AddOptions>(program, line, {
    usage: 'add [folder]',
    summary: 'Add a Django project by its folder (default: this one)',
    description:
      'Recognises manage.py, settings, virtualenv and env files, and writes a small manysite.json where there is none. A second worktree of a repository gets a name and a domain format of its own. A known project whose folder was moved is pointed at the new one, with its databases.',
    examples: ['manysite add ~/code/shop', 'manysite add ~/work/shop --moved'],
    isOfProject: false,
    options: (command) => {
      command
        .option('--moved', 'it is a known project whose folder was moved here (with --project: that one)')
        .option('--new', 'it is another project than the known one of this name whose folder is gone');
    },
    run: (call) =>
      withHost(call, async ({ client }) => {
        const folder = resolve(call.terminal.cwd, call.operands[0] ?? '.');
        const project = await addAsked(call, client, folder);
        call.printer.result(project, (paint) =>
          [
            `Added ${paint.bold(cleanText(project.name))} (${cleanText(project.folder)}).`,
            ...project.notes.map(cleanText),
            paint.dim('What was found: manysite config. Next: manysite import DUMP'),
          ].join('\n'),
        );
      }),
  });
