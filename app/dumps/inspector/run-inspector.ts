import { z } from 'zod';
import { type Inspection, inspectionSchema } from '../../contract';
import type { InspectRequest } from '../inspect/inspect-dump';
import { runThread } from '../thread/run-thread';
import type { InspectorRequest } from './messages';

/**
 * Looks into a dump (see `inspectDump`) in a thread of its own.
 *
 * @param input.workerUrl the built `dumps/inspector/worker`
 * @throws AppError of the dump; `cancelled`; `inspection-failed` when the thread breaks down
 */
export const runInspector = ({
  workerUrl,
  request,
}: {
  readonly workerUrl: URL;
  readonly request: InspectRequest;
}): Promise<Inspection> => {
  const {
    settings,
    availableExtensions,
    slugs,
    templateFolders = [],
    signal,
    countsRows = true,
    ...plain
  } = request;
  return runThread({
    workerUrl,
    name: 'inspection',
    request: {
      ...plain,
      domainFormat: settings.format.source,
      rewriteDomains: settings.rewriteDomains,
      useRealDomain: settings.useRealDomain,
      availableExtensions: new Set(availableExtensions),
      slugs: new Map(slugs),
      templateFolders: [...templateFolders],
      countsRows,
    } satisfies InspectorRequest,
    progressSchema: z.never(),
    resultSchema: inspectionSchema,
    onProgress: () => undefined,
    signal,
    breakdown: {
      code: 'inspection-failed',
      hint: 'If it happens again with the same file, this is a bug in Manysite.',
    },
  });
};
