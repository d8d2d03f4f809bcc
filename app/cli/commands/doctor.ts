import type { Command } from 'commander';
import { AppError } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { renderDoctor } from '../output/doctor-text';
import { type Call, type Client, withHost } from '../session';
import { ToldOutcome } from '../told-outcome';

/**
 * The project to be looked at; none where the command names none and it is not clear which, or where projects cannot be listed: the
 * doctor then tells about the machine, and why.
 */
const projectIdOf = async (call: Call, client: Client): Promise<string | null> => {
  try {
    return (await projectOf(call, client)).id;
  } catch (error) {
    if (call.options.project === undefined && error instanceof AppError) return null;
    throw error;
  }
};

export const addDoctor = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'doctor',
    summary: 'Check names, ports, Python, disk and more, each problem with its fix',
    description:
      'Changes nothing. Looks at the project of this folder too, where there is one. Exit code 4 where something failed.',
    examples: ['manysite doctor', 'manysite doctor --json --project shop'],
    isOfProject: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const report = await client.host.doctor({ projectId: await projectIdOf(call, client) });
        call.printer.result(report, (paint) => renderDoctor(report, call.terminal.columns, paint));
        if (report.checks.some(({ state }) => state === 'failed')) throw new ToldOutcome('environment');
      }),
  });
