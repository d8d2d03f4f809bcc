import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { chooseDatabase } from '../choose-database';
import { projectOf } from '../choose-project';
import { failedServers, resultOf } from '../job-result';
import { cleanText } from '../output/clean-text';
import { formatDuration } from '../output/quantities';
import { finishJob, type JobOptions } from '../run-job';
import { withHost } from '../session';

export const addSwitch = (program: Command, line: CommandLine): void =>
  addCommand<JobOptions>(program, line, {
    usage: 'switch <database>',
    summary: 'Make another database the active one; URLs stay, no request fails',
    description: 'Takes a name, a label, or the beginning of just one of them.',
    examples: ['manysite switch shop_2026_10_30', 'manysite switch "live, Monday"'],
    isOfProject: true,
    startsJob: true,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const databases = await client.databases.list({ projectId: id });
        const database = chooseDatabase(databases, call.operands[0] ?? '', { allowPrefix: true });
        const wasActive = database.isActive;
        const started = await client.databases.switch({ projectId: id, database: database.name });
        await finishJob(call, client, started, (job) => {
          const { durationMs, wasWarm } = resultOf(job);
          const how =
            durationMs === undefined
              ? ''
              : ` (${formatDuration(durationMs)}${wasWarm ? ', its servers were warm' : ''})`;
          return [
            wasActive
              ? `${cleanText(database.name)} was the active database already.`
              : `${cleanText(database.name)} is the active database now${how}.`,
            ...failedServers(job),
          ].join('\n');
        });
      }),
  });
