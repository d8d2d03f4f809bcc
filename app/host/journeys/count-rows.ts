import { setTimeout as delay } from 'node:timers/promises';
import type { InspectedTable } from '../../contract';
import type { InspectorTask } from '../../dumps/inspector/run-inspector';
import type { KnownDumps } from './known-dumps';

/** Figures that move are shown four times a second. */
const togetherMs = 250;

/**
 * Counts the rows of a dump's tables.
 *
 * @returns tables as they are counted, those of a quarter of a second together; in the end all of them, also those that are too
 * large to be counted
 * @throws AppError those of `KnownDumps.facts`
 */
export async function* countRows(
  dumps: KnownDumps,
  task: Omit<InspectorTask, 'countsRows' | 'onCounted'>,
): AsyncGenerator<InspectedTable[]> {
  const fresh: InspectedTable[] = [];
  const left = new AbortController();
  const counting = dumps
    .facts({
      ...task,
      signal: AbortSignal.any([task.signal, left.signal]),
      countsRows: true,
      onCounted: (table) => fresh.push(table),
    })
    .then(({ tables }) => tables);
  try {
    for (;;) {
      const tables = await Promise.race([counting, delay(togetherMs, null, { signal: left.signal })]);
      if (tables !== null) return yield tables;
      if (fresh.length > 0) yield fresh.splice(0);
    }
  } finally {
    left.abort();
    // Whoever went away does not learn how it ended.
    counting.catch(() => undefined);
  }
}
