import type { Command } from 'commander';
import { AppError } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { chooseDatabase } from '../choose-database';
import { projectOf } from '../choose-project';
import { requireSettled } from '../job-result';
import { cleanText } from '../output/clean-text';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

interface SettleOptions extends JobOptions {
  readonly retry?: boolean;
  readonly skip?: boolean;
}

export const addSettle = (program: Command, line: CommandLine): void =>
  addCommand<SettleOptions>(program, line, {
    usage: 'settle <database>',
    summary: 'Deal with a database whose after-import steps failed',
    description: 'Give --retry once the cause is mended, or --skip to use the database without these steps.',
    examples: ['manysite settle shop_2026_10_30 --retry'],
    isOfProject: true,
    startsJob: true,
    options: (command) =>
      command
        .option('--retry', 'run the after-import steps again')
        .option('--skip', 'mark the database as ready without them'),
    run: (call) => {
      const { retry, skip } = call.options;
      if ((retry === true) === (skip === true)) {
        throw new AppError('usage-invalid', 'Say either --retry or --skip.', {
          hint: '`manysite settle --help` tells both.',
        });
      }
      return withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const databases = await client.databases.list({ projectId: id });
        const { name } = chooseDatabase(databases, call.operands[0] ?? '', { allowPrefix: true });
        const action = retry === true ? 'retry' : 'skip';
        const started = await client.databases.settle({ projectId: id, database: name, action });
        await finishJob(call, client, started, () => `${cleanText(name)} is ready.`, requireSettled);
      });
    },
  });
