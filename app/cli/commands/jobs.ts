import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { renderJobs } from '../output/jobs-text';
import { withHost } from '../session';

export const addJobs = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'jobs',
    summary: 'List running and past jobs',
    examples: ['manysite jobs'],
    isOfProject: false,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const jobs = await client.jobs.list();
        call.printer.result(jobs, (paint) => renderJobs(jobs, call.terminal.now(), paint));
      }),
  });
