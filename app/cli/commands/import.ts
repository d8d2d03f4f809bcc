import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DumpPlace, Job } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { collectPlace } from '../collect-place';
import { collectSlug } from '../collect-slug';
import { requireSettled } from '../job-result';
import { importedDatabase, renderImported } from '../output/imported-text';
import { finishJob, type JobOptions } from '../run-job';
import { type Call, withHost } from '../session';
import { spoolInput } from '../spool';

interface ImportOptions extends JobOptions {
  readonly label?: string;
  readonly slug?: Readonly<Record<string, string>>;
  readonly switch?: true;
  readonly leaveOut?: readonly DumpPlace[];
}

const runImport = (call: Call<ImportOptions>): Promise<void> =>
  withHost(call, async ({ client, info }) => {
    const project = await projectOf(call, client);
    const isSpool = call.operands[0] === '-';
    const file = isSpool
      ? await spoolInput(call.terminal, info.dataFolder)
      : resolve(call.terminal.cwd, call.operands[0] ?? '');
    const request = {
      projectId: project.id,
      file,
      label: call.options.label ?? null,
      slugs: { ...call.options.slug },
      isSpool,
      switches: call.options.switch ?? false,
      leavesOut: [...(call.options.leaveOut ?? [])],
    };
    const started = await client.dumps.import(request).catch(async (error: unknown) => {
      // Refused before there was a job that would delete it.
      if (isSpool) await rm(file, { force: true });
      throw error;
    });
    const describe = async (job: Job): Promise<string> => {
      const databases = await client.databases.list({ projectId: project.id });
      return renderImported(importedDatabase(databases, job), call.printer.paint);
    };
    await finishJob(call, client, started, describe, requireSettled);
  });

export const addImport = (program: Command, line: CommandLine): void =>
  addCommand<ImportOptions>(program, line, {
    usage: 'import <dump>',
    summary: 'Import a dump as a further database of a project',
    description:
      'Reads custom and plain dumps of pg_dump, also gzipped; - reads standard input. Ctrl-C cancels and leaves nothing behind.',
    examples: [
      'manysite import live.dump --label "live, Monday"',
      'manysite import stage.sql.gz --slug 12=velos-ch',
      'ssh live pg_dump -Fc shop | manysite import -',
    ],
    isOfProject: true,
    startsJob: true,
    options: (command) =>
      command
        .option('--label <label>', "what to call the database (default: the file's name)")
        .option('--slug <id=slug>', 'slug of a site by its id; may be repeated', collectSlug)
        .option('--switch', 'switch to it once it is ready')
        .option(
          '--leave-out <number>',
          'do not make the index or constraint at this entry or line of the dump; may be repeated',
          collectPlace,
        ),
    run: runImport,
  });
