import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { renderStatus } from '../output/status-text';
import { withHost } from '../session';

export const addStatus = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'status',
    summary: 'Show what runs for a project',
    examples: ['manysite status', 'manysite status --json'],
    isOfProject: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const status = await client.servers.status({ projectId: id });
        call.printer.result(status, (paint) => renderStatus(status, call.terminal.now(), paint));
      }),
  });
