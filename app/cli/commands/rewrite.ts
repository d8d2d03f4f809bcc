import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { renderPlan } from '../output/plan-text';
import { waitForJob } from '../run-job';
import { type Call, type Client, withHost } from '../session';

interface RewriteOptions extends DatabaseOptions {
  readonly dryRun?: boolean;
}

/** The new domains answer once the servers were replaced, which the host does in a job of its own where the database is served. */
const waitForServers = async (call: Call, client: Client, projectId: string): Promise<void> => {
  const jobs = await client.jobs.list();
  const restart = jobs.find(
    (job) => job.projectId === projectId && job.kind === 'start' && job.state === 'running',
  );
  if (restart === undefined) return;
  call.printer.note('The domains are rewritten; the servers start again.');
  await waitForJob(call, client, restart.id);
};

export const addRewrite = (program: Command, line: CommandLine): void =>
  addCommand<RewriteOptions>(program, line, {
    usage: 'rewrite',
    summary: "Give every site its local domain, by the project's domain format",
    description:
      'Every import does this once. A site with a problem is left out, and named. Servers of the database start again, and are waited for.',
    examples: ['manysite rewrite --dry-run', 'manysite rewrite'],
    isOfProject: true,
    options: (command) =>
      databaseOption(command).option('-n, --dry-run', 'show what would change, and change nothing'),
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const request = { projectId: id, database: await databaseNameOf(client, id, call.options.database) };
        const isApplied = call.options.dryRun !== true;
        const plan = isApplied
          ? await client.sites.rewrite(request)
          : await client.sites.planRewrite(request);
        if (isApplied && plan.changes.length > 0) await waitForServers(call, client, id);
        call.printer.result(plan, (paint) => renderPlan(plan, isApplied, paint));
      }),
  });
