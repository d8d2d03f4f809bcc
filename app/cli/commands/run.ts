import type { Command } from 'commander';
import { AppError, type ForegroundEvent, type Project } from '../../contract';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { findSite } from '../choose-site';
import { cleanText } from '../output/clean-text';
import { type RunningProgram, runInTerminal } from '../run-in-terminal';
import { waitForJob } from '../run-job';
import { type Call, type Client, withHost } from '../session';

/** A site can only be lent by a project that runs. */
const requireRunning = async (call: Call, client: Client, project: Project): Promise<void> => {
  if (project.isRunning) return;
  call.printer.note(`${cleanText(project.name)} does not run: its servers are started first, and stay.`);
  const { jobId } = await client.servers.start({ projectId: project.id, port: null });
  await waitForJob(call, client, jobId);
};

type Later = Exclude<ForegroundEvent, { type: 'program' }>;

/** Tells what becomes of the site's requests, and ends the program when the host is gone: its database is gone as well. */
const tellEvents = async (
  call: Call,
  events: AsyncIterable<ForegroundEvent>,
  running: RunningProgram,
  about: { readonly slug: string; readonly url: string },
): Promise<void> => {
  const text = (event: Later): string =>
    event.type === 'in-use'
      ? `${cleanText(about.slug)} is served by this terminal: ${cleanText(about.url)}`
      : `Requests of ${cleanText(about.slug)} go to the project's own server again: ${cleanText(event.reason)}.`;
  for await (const event of events) if (event.type !== 'program') call.printer.note(text(event));
  call.printer.note('Manysite has stopped, so this server ends too.');
  running.end();
};

const runSite = (call: Call): Promise<number> =>
  withHost(call, async ({ client }) => {
    const project = await projectOf(call, client);
    await requireRunning(call, client, project);
    const [wanted = '', ...command] = call.operands.filter((word) => word !== undefined);
    const site = await findSite(client, { projectId: project.id, database: null }, wanted);
    const leaving = new AbortController();
    const events = await client.programs.run(
      { projectId: project.id, siteId: site.id, command: command.length === 0 ? null : command },
      { signal: leaving.signal },
    );
    const first = await events.next();
    if (first.done === true || first.value.type !== 'program') {
      throw new AppError('host-unreachable', 'The host went away.', { hint: 'Try again.' });
    }
    const running = runInTerminal(first.value.program, call.terminal);
    const about = { slug: site.slug, url: first.value.url };
    const telling = tellEvents(call, events, running, about).catch((error: unknown) => {
      // Leaving is how the lease ends.
      if (leaving.signal.aborted) return;
      running.end();
      throw error;
    });
    try {
      return await running.ended;
    } finally {
      leaving.abort();
      await telling;
    }
  });

export const addRun = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'run <site> [command...]',
    summary: 'Run one site in the foreground, so that breakpoint() works',
    description:
      "The router sends the site here once its server listens, and back to the project's own server when it ends. Without a command serve.command is run; {host} and {port} are filled in. Servers of a project that does not run are started first.",
    examples: [
      'manysite run portal',
      'manysite run portal -- python -m pdb manage.py runserver --noreload {host}:{port}',
    ],
    isOfProject: true,
    run: runSite,
  });
