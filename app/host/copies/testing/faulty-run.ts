// A host that is killed, or whose PostgreSQL is, in the middle of something. Arguments: folder, action, place, victim.
import { deleteDatabase } from '../../journeys/remove-databases';
import { resetDatabase } from '../reset-database';
import { ensureSpare } from '../spares';
import { deleteSnapshot, takeSnapshot } from '../take-snapshot';
import { type CopyScene, jobContext, openCopyScene } from './copy-scene';

const [folder = '', action = '', place = '', victim = ''] = process.argv.slice(2);

const kill = (scene: CopyScene): void => {
  process.kill(victim === 'host' ? process.pid : scene.engine.cluster.pid, 'SIGKILL');
};

/** `copying` is the beginning of a phase, `copying+20` twenty milliseconds later. */
const [phase = '', delayMs] = place.split('+');

const killAt = (scene: CopyScene) => {
  let isDone = false;
  return (reached: string): void => {
    if (isDone || reached !== phase) return;
    isDone = true;
    if (delayMs === undefined) kill(scene);
    else setTimeout(() => kill(scene), Number(delayMs));
  };
};

const run = async (scene: CopyScene): Promise<unknown> => {
  const { engine } = scene;
  const database = await scene.database();
  const onPhase = killAt(scene);
  const job = jobContext(onPhase);
  switch (action) {
    case 'snapshot':
      return takeSnapshot(engine, database, 'second', job);
    case 'reset':
      return resetDatabase(engine, database, null, job);
    case 'reset-to-snapshot':
      return resetDatabase(engine, database, 'first', job);
    case 'delete':
      return deleteDatabase(engine, database, job);
    case 'delete-snapshot':
      onPhase('deleting');
      return deleteSnapshot(engine, database, 'first');
    case 'spare':
      engine.settings.change({ keepSpares: true });
      await engine.catalog.projects.setActiveDatabase(database.projectId, database.id);
      ensureSpare(engine, database.id);
      onPhase('copying');
      return engine.background.settled();
    default:
      throw new Error(`no such action: ${action}`);
  }
};

const scene = await openCopyScene(folder, { isAgain: true });
try {
  await run(scene);
} catch (error) {
  // What was at work when PostgreSQL was killed fails; the test looks at what is left.
  console.error(error instanceof Error ? error.message : error);
} finally {
  await scene.close();
}
