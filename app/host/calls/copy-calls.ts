import { basename } from 'node:path';
import { exportDatabase } from '../copies/export-database';
import { resetDatabase } from '../copies/reset-database';
import { deleteSnapshot, findSnapshot, takeSnapshot } from '../copies/take-snapshot';
import { findDatabase } from '../journeys/project-records';
import { type CallContext, door, startJob } from './call-context';

/** Snapshots and resets. Each is a job in the turn of its project, so that nothing else changes what serves meanwhile. */
export const copyCalls = (context: CallContext) => ({
  snapshot: door.databases.snapshot.handler(async ({ input }) => {
    const { projectId, name } = input;
    const { id, label } = await findDatabase(await context.engine(), projectId, input.database);
    return startJob(context, {
      kind: 'snapshot',
      title: name === null ? `Take a snapshot of ${label}` : `Take the snapshot “${name}” of ${label}`,
      projectId,
      isCancellable: false,
      turn: projectId,
      run: async (engine, job) => takeSnapshot(engine, await findDatabase(engine, projectId, id), name, job),
    });
  }),
  deleteSnapshot: door.databases.deleteSnapshot.handler(async ({ input }) => {
    const { projectId, snapshot } = input;
    const engine = await context.engine();
    const database = await findDatabase(engine, projectId, input.database);
    await findSnapshot(engine, database, snapshot);
    return startJob(context, {
      kind: 'delete',
      title: `Delete the snapshot “${snapshot}” of ${database.label}`,
      projectId,
      isCancellable: false,
      turn: projectId,
      run: async (at) => deleteSnapshot(at, await findDatabase(at, projectId, database.id), snapshot),
    });
  }),
  export: door.databases.export.handler(async ({ input }) => {
    const { projectId, snapshot, file } = input;
    const engine = await context.engine();
    const database = await findDatabase(engine, projectId, input.database);
    if (snapshot !== null) await findSnapshot(engine, database, snapshot);
    return startJob(context, {
      kind: 'export',
      title: `Export ${database.label} to ${basename(file)}`,
      projectId,
      isCancellable: true,
      // It takes minutes, and changes nothing: what would disturb it is refused meanwhile.
      turn: null,
      run: async (at, job) => exportDatabase(at, await findDatabase(at, projectId, database.id), input, job),
    });
  }),
  reset: door.databases.reset.handler(async ({ input }) => {
    const { projectId, snapshot } = input;
    const engine = await context.engine();
    const database = await findDatabase(engine, projectId, input.database);
    if (snapshot !== null) await findSnapshot(engine, database, snapshot);
    return startJob(context, {
      kind: 'reset',
      title: `Reset ${database.label} to ${snapshot === null ? 'just imported' : `the snapshot “${snapshot}”`}`,
      projectId,
      isCancellable: false,
      turn: projectId,
      run: async (at, job) =>
        resetDatabase(at, await findDatabase(at, projectId, database.id), snapshot, job),
    });
  }),
});
