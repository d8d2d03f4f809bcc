import { type InspectedTable, inspectedTableSchema } from '../../contract';
import type { DumpFacts, ReadRequest } from '../inspect/inspect-dump';
import { runThread } from '../thread/run-thread';
import { dumpFactsSchema, type InspectorRequest } from './messages';

/** What is read of a dump, and who is told of its tables meanwhile. */
export interface InspectorTask extends Omit<ReadRequest, 'onCounted'> {
  readonly onCounted?: ((table: InspectedTable) => void) | undefined;
}

/**
 * Reads a dump (see `readDumpFacts`) in a thread of its own.
 *
 * @param workerUrl the built `dumps/inspector/worker`
 * @throws AppError of the dump; `cancelled`; `inspection-failed` when the thread breaks down
 */
export const runInspector = (workerUrl: URL, task: InspectorTask): Promise<DumpFacts> =>
  runThread({
    workerUrl,
    name: 'inspection',
    request: {
      file: task.file,
      availableExtensions: new Set(task.availableExtensions),
      countsRows: task.countsRows ?? true,
    } satisfies InspectorRequest,
    progressSchema: inspectedTableSchema,
    resultSchema: dumpFactsSchema,
    onProgress: (table) => task.onCounted?.(table),
    signal: task.signal,
    breakdown: {
      code: 'inspection-failed',
      hint: 'If it happens again with the same file, this is a bug in Manysite.',
    },
  });
