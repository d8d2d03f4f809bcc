import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../contract';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';

/** A clock that went back confuses sessions, certificates and what was imported when. */
const toleranceMs = 60_000;

const latestMs = async ({ folders, engine }: DoctorContext): Promise<number> => {
  const log = (await stat(join(folders.data, 'logs', 'host.log'))).mtimeMs;
  const moments =
    engine instanceof AppError ? [] : engine.store.state.databases.map(({ importedAt }) => importedAt);
  return Math.max(log, ...moments.map((moment) => (moment === null ? 0 : Date.parse(moment))));
};

const clock = async (context: DoctorContext): Promise<Finding> => {
  const nowMs = context.now.getTime();
  const latest = await latestMs(context);
  if (latest <= nowMs + toleranceMs) return { state: 'ok', message: `${context.now.toISOString()}.` };
  return {
    state: 'warning',
    message: `The clock went back: something here is dated ${new Date(latest).toISOString()}, and now is ${context.now.toISOString()}.`,
    fixes: [fix('Set the clock', 'By the network time of the system settings.')],
  };
};

const numberIn = async (file: string): Promise<number | null> => {
  try {
    const value = Number.parseInt(await readFile(file, 'utf8'), 10);
    return Number.isNaN(value) ? null : value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** A watcher takes a watch a folder; half of Debian's old limit is soon used up by editors. */
const enoughWatches = 16_384;
const enoughInstances = 128;

const watches = async (): Promise<Finding | null> => {
  const folder = '/proc/sys/fs/inotify';
  const [most, instances] = await Promise.all([
    numberIn(join(folder, 'max_user_watches')),
    numberIn(join(folder, 'max_user_instances')),
  ]);
  if (most === null || instances === null) return null;
  const message = `${most} folders may be watched for changes, by ${instances} watchers.`;
  if (most >= enoughWatches && instances >= enoughInstances) return { state: 'ok', message };
  return {
    state: 'warning',
    message: `${message} A large project, with an editor beside, may need more: changes would go unnoticed.`,
    fixes: [
      fix('Raise the limits', 'Add these lines to /etc/sysctl.d/60-watches.conf, then run sysctl --system.', {
        lines: ['fs.inotify.max_user_watches = 524288', 'fs.inotify.max_user_instances = 512'],
        isSuggested: true,
      }),
    ],
  };
};

/** The router has two sockets a connection, a browser six a site. */
const enoughFiles = 4096;

const openFiles = async (): Promise<Finding | null> => {
  if (process.platform !== 'linux') return null;
  const limits = await readFile('/proc/self/limits', 'utf8');
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (soft === undefined) return null;
  const message = `The host may have ${soft} files and connections open.`;
  if (soft === 'unlimited' || Number(soft) >= enoughFiles) return { state: 'ok', message };
  return {
    state: 'warning',
    message: `${message} Many sites in many tabs may need more.`,
    fixes: [
      fix(
        'Raise the limit',
        'In the shell that starts the host, before it does; manysite quit ends the present one.',
        {
          command: `ulimit -n ${enoughFiles * 4}`,
        },
      ),
    ],
  };
};

export const machineChecks: readonly CheckDefinition[] = [
  { id: 'clock', group: 'Machine', title: 'Clock', run: clock },
  { id: 'file-watches', group: 'Machine', title: 'File watches', run: watches },
  { id: 'open-files', group: 'Machine', title: 'Open files', run: openFiles },
];
