import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { renderExported } from '../output/copies-text';
import { finishJob, type JobOptions } from '../run-job';
import { type Call, withHost } from '../session';

interface ExportOptions extends DatabaseOptions, JobOptions {
  readonly snapshot?: string;
  readonly plain?: boolean;
  readonly force?: boolean;
  readonly pgDump?: string;
}

const runExport = (call: Call<ExportOptions>): Promise<void> =>
  withHost(call, async ({ client }) => {
    const { id } = await projectOf(call, client);
    const { options, terminal } = call;
    const started = await client.databases.export({
      projectId: id,
      database: await databaseNameOf(client, id, options.database),
      snapshot: options.snapshot ?? null,
      file: resolve(terminal.cwd, call.operands[0] ?? ''),
      format: options.plain === true ? 'plain' : 'custom',
      overwrites: options.force === true,
      pgDump: options.pgDump === undefined ? null : resolve(terminal.cwd, options.pgDump),
    });
    await finishJob(call, client, started, renderExported);
  });

export const addExport = (program: Command, line: CommandLine): void =>
  addCommand<ExportOptions>(program, line, {
    usage: 'export <file>',
    summary: 'Write a dump of a database, or of a snapshot',
    description:
      'Uses a pg_dump of this machine that is new enough. The sites in it have their local domains, as the database has them. A name that ends in .gz makes plain SQL compressed. Ctrl-C cancels and leaves no file.',
    examples: ['manysite export shop.dump', 'manysite export --plain --snapshot before-cleanup shop.sql.gz'],
    isOfProject: true,
    startsJob: true,
    options: (command) =>
      databaseOption(command)
        .option('--snapshot <snapshot>', 'a snapshot of the database instead of what it holds now')
        .option('--plain', 'plain SQL instead of the custom format')
        .option('--force', 'replace the file if it is there')
        .option('--pg-dump <file>', 'the pg_dump to be used'),
    run: runExport,
  });
