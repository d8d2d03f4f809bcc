import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { chooseProject } from '../choose-project';
import { renderInspection } from '../output/inspection-text';
import { type Call, type Client, type CommonOptions, withHost } from '../session';

interface InspectOptions extends CommonOptions {
  readonly domainFormat?: string;
}

/** A dump can be looked into without any project; then the default domain format is used. */
const projectIdOf = async (call: Call, client: Client): Promise<string | null> => {
  try {
    const projects = await client.projects.list();
    return chooseProject(projects, { wanted: call.options.project, cwd: call.terminal.cwd }).id;
  } catch (error) {
    const isOptional = call.options.project === undefined && error instanceof AppError;
    if (isOptional && (error.code === 'project-not-found' || error.code === 'project-ambiguous')) return null;
    throw error;
  }
};

export const addInspect = (program: Command, line: CommandLine): void =>
  addCommand<InspectOptions>(program, line, {
    usage: 'inspect <dump>',
    summary: 'Look into a dump without restoring it: its sites, tables and problems',
    examples: ['manysite inspect live.dump', "manysite inspect live.sql.gz --domain-format '{}.localhost'"],
    isOfProject: true,
    options: (command) =>
      command.option('--domain-format <format>', "show the domains of another format; {} is the site's slug"),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const inspection = await client.dumps.inspect({
          file: resolve(call.terminal.cwd, call.operands[0] ?? ''),
          projectId: await projectIdOf(call, client),
          domainFormat: call.options.domainFormat ?? null,
        });
        call.printer.result(inspection, (paint) => renderInspection(inspection, paint));
      }),
  });
