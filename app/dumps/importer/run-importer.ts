import type { RestoreProgress } from '../restore/progress-meter';
import { runThread } from '../thread/run-thread';
import { type ImportRequest, type ImportResult, progressSchema, resultSchema } from './messages';

/**
 * Imports a dump in a thread of its own, which decodes and restores it.
 *
 * @param input.workerUrl the built `dumps/importer/worker`
 * @param input.onProgress called at most ten times a second
 * @param input.signal cancels at any moment; the promise is rejected once the import has closed its connections
 * @returns the report and the file's SHA-256
 * @throws AppError of the import; `cancelled`; `import-failed` when the thread breaks down
 */
export const runImporter = (input: {
  readonly workerUrl: URL;
  readonly request: ImportRequest;
  readonly onProgress: (progress: RestoreProgress) => void;
  readonly signal: AbortSignal;
}): Promise<ImportResult> =>
  runThread({
    ...input,
    name: 'import',
    progressSchema,
    resultSchema,
    breakdown: {
      code: 'import-failed',
      hint: 'Nothing of this import is kept. If it happens again with the same file, this is a bug in Manysite.',
    },
  });
