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

/** Asks where a dump of a database shall go: by the system's dialog in the app, by a path on the host's machine in a browser. */
export const exportDatabase = async (database: Database, snapshot: string | null): Promise<void> => {
  if (shell === null) {
    openDialog({ kind: 'export', databaseId: database.id, snapshot });
    return;
  }
  const file = await shell.chooseExportFile(`${snapshot ?? database.label}.dump`);
  if (file === null) return;
  await call((client) =>
    client.databases.export({
      projectId: database.projectId,
      database: database.name,
      snapshot,
      file,
      format: formatOfFile(file),
      // The system's dialog has asked.
      overwrites: true,
      pgDump: null,
    }),
  );
};
