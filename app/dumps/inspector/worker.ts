import { readDumpFacts } from '../inspect/inspect-dump';
import { serveThread } from '../thread/serve-thread';
import { inspectorRequestSchema } from './messages';

// The entry of an X-ray's thread: plain SQL is parsed as a whole, which takes seconds for a large dump.

await serveThread(inspectorRequestSchema, (request, tell, signal) =>
  readDumpFacts({
    ...request,
    signal,
    onCounted: ({ schema, name, rowCount, sizeBytes }) => tell({ schema, name, rows: rowCount, sizeBytes }),
  }),
);
