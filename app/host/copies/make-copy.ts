import { randomUUID } from 'node:crypto';
import { cloneDatabase, dropDatabase } from '../../postgres/databases';
import { type CopyPurpose, copyNameOf, servingRoleOf } from '../../postgres/names';
import { steadily } from '../../postgres/steadily';
import type { Engine } from '../engine';
import { sizeOf } from './sizes';

export type CopyEngine = Pick<Engine, 'catalog' | 'cluster'>;

/** Removes something that was recorded as to be removed, also where PostgreSQL is started again meanwhile. */
export const clearDiscard = ({ cluster, catalog }: CopyEngine, name: string): Promise<void> =>
  steadily(cluster, async () => {
    await dropDatabase(cluster, name);
    await catalog.discards.remove('database', name);
  });

/** A complete copy, which nothing uses yet: it is on the catalog's list of discards until it is kept as something. */
export interface Copy {
  readonly placeName: string;
  readonly sizeBytes: number;
}

interface CopyInput {
  readonly projectId: string;
  /** Name inside PostgreSQL; nobody may be connected to it. */
  readonly from: string;
  readonly purpose: CopyPurpose;
  /** What is said should the copy never be kept: the `what` of `subject` was undone. */
  readonly what: string;
  readonly subject: string;
}

/** A copy whose name is recorded and that is still to be made: so that the record is not made while requests are held. */
export interface PlannedCopy extends CopyInput {
  readonly placeName: string;
}

/** Records a copy that is about to be made. */
export const planCopy = async ({ catalog }: CopyEngine, input: CopyInput): Promise<PlannedCopy> => {
  const placeName = copyNameOf(input.purpose, randomUUID());
  const { what, subject } = input;
  await catalog.discards.add({ kind: 'database', name: placeName, what, subject, outcome: 'undone' });
  return { ...input, placeName };
};

/** Makes it. @throws AppError `database-busy`, `disk-full`; nothing is left then */
export const makeCopy = async (engine: CopyEngine, plan: PlannedCopy): Promise<void> => {
  const { from, placeName, projectId } = plan;
  try {
    await cloneDatabase(engine.cluster, {
      from,
      to: placeName,
      owner: servingRoleOf(projectId),
      isTemplate: true,
    });
  } catch (error) {
    await clearDiscard(engine, placeName);
    throw error;
  }
};

/** Records, makes and measures a copy of a database that nobody is connected to, such as a template. */
export const copyDatabase = async (engine: CopyEngine, input: CopyInput): Promise<Copy> => {
  const plan = await planCopy(engine, input);
  await makeCopy(engine, plan);
  return { placeName: plan.placeName, sizeBytes: await sizeOf(engine, plan.placeName) };
};

/**
 * Uses a copy; when that fails it is removed.
 *
 * @param keep takes it off the list of discards; false: there is no use for it any more
 */
export const keepOrClear = async (
  engine: CopyEngine,
  copy: Copy,
  keep: () => Promise<boolean>,
): Promise<boolean> => {
  let isKept = false;
  try {
    isKept = await keep();
  } finally {
    if (!isKept) await clearDiscard(engine, copy.placeName);
  }
  return isKept;
};
