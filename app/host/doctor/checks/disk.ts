import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../contract';
import { databaseSizes } from '../../../postgres/inventory';
import { gigabytes } from '../../journeys/disk-room';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';

/** A small dump needs that much: the database, its pristine template, room to sort. */
const scarceBytes = 2e9;
/** PostgreSQL itself is in danger below that. */
const fullBytes = 0.2e9;

const costs = async ({ engine }: DoctorContext): Promise<string> => {
  if (engine instanceof AppError) return '';
  const sizes = [...(await databaseSizes(engine.cluster)).entries()].filter(
    ([name]) => !['postgres', 'manysite', 'template0', 'template1'].includes(name),
  );
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  return sizes.length === 0 ? '' : `; databases, with their copies for reset, use ${gigabytes(total)}`;
};

const space = async (context: DoctorContext): Promise<Finding> => {
  const { bavail, bsize } = await statfs(context.folders.data);
  const free = bavail * bsize;
  const message = `${gigabytes(free)} are free in ${context.folders.data}${await costs(context)}.`;
  if (free >= scarceBytes) return { state: 'ok', message };
  return {
    state: free < fullBytes ? 'failed' : 'warning',
    message,
    fixes: [
      fix('Delete databases', 'Those that are not active; their dump files stay.', {
        command: 'manysite databases',
        place: { kind: 'screen', screen: 'databases' },
        isSuggested: true,
      }),
      fix(
        'Move the data folder',
        'Set MANYSITE_DATA to a folder on a larger disk; dumps are imported anew there.',
      ),
    ],
  };
};

const openToOthers = 0o077;
const writableByOthers = 0o022;

/** The secret opens the door and every database; whoever may write the folder may replace it. */
const dataFolder = async ({ folders }: DoctorContext): Promise<Finding> => {
  const secret = join(folders.data, 'secret');
  await access(folders.data, constants.R_OK | constants.W_OK);
  const [folderMode, secretMode] = [(await stat(folders.data)).mode, (await stat(secret)).mode];
  if (process.platform !== 'win32' && (secretMode & openToOthers) !== 0) {
    return {
      state: 'failed',
      message: `Other users may read ${secret}, which opens every database.`,
      fixes: [
        fix('Close it', 'Only you may read it then.', { command: `chmod 600 ${secret}`, isSuggested: true }),
      ],
    };
  }
  if (process.platform !== 'win32' && (folderMode & writableByOthers) !== 0) {
    return {
      state: 'warning',
      message: `Other users may write to ${folders.data}.`,
      fixes: [
        fix('Close it', 'Only you may write to it then.', {
          command: `chmod go-w ${folders.data}`,
          isSuggested: true,
        }),
      ],
    };
  }
  return { state: 'ok', message: `${folders.data}; its secret is readable for you only.` };
};

export const diskChecks: readonly CheckDefinition[] = [
  { id: 'disk-space', group: 'Disk', title: 'Space', run: space },
  { id: 'data-folder', group: 'Disk', title: 'Data folder', run: dataFolder },
];
