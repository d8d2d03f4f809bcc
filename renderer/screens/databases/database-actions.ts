import type { Database } from '../../../app/contract';
import { shell } from '../../shell/surroundings';
import { call } from '../../store/call';
import { jobEnd } from '../../store/job-end';
import { openDialog } from './dialogs/open-dialog';
import { formatOfFile } from './export-format';

type Named = Pick<Database, 'projectId' | 'name'>;

/** Makes a database the active one. */
export const switchTo = ({ projectId, name }: Named): void => {
  void call((client) => client.databases.switch({ projectId, database: name }));
};

/** Resets a database, and then makes it the active one where that is asked for and the reset worked. */
export const resetTo = async (
  { projectId, name }: Named,
  snapshot: string | null,
  switches: boolean,
): Promise<void> => {
  const started = await call((client) => client.databases.reset({ projectId, database: name, snapshot }));
  if (started === null || !switches) return;
  if ((await jobEnd(started.jobId)).state === 'done') switchTo({ projectId, name });
};

/** Runs the after-import steps of a database again, or keeps it without them. */
export const settle = ({ projectId, name }: Named, action: 'retry' | 'skip'): void => {
  void call((client) => client.databases.settle({ projectId, database: name, action }));
};

/**
 * Writes a dump of a database, or of a snapshot of it, in the format that the file's name asks for.
 *
 * @param file absolute, on the host's machine
 * @param overwrites replaces a file that is there
 */
export const exportTo = async (
  { projectId, name }: Named,
  snapshot: string | null,
  file: string,
  overwrites: boolean,
): Promise<void> => {
  const format = formatOfFile(file);
  await call((client) =>
    client.databases.export({ projectId, database: name, snapshot, file, format, overwrites, pgDump: null }),
  );
};

/** Asks where a dump of a database shall go: by the system's dialog in the app, by a path on the host's machine in a browser. */
export const exportDatabase = async (database: Database, snapshot: string | null): Promise<void> => {
  if (shell === null) {
    openDialog({ kind: 'export', databaseId: database.id, snapshot });
    return;
  }
  const file = await shell.chooseExportFile(`${snapshot ?? database.label}.dump`);
  // The system's dialog has asked whether a file that is there shall be replaced.
  if (file !== null) await exportTo(database, snapshot, file, true);
};
