import { serveThread } from '../thread/serve-thread';
import { importDump } from './import-dump';
import { importRequestSchema } from './messages';

// The entry of an import's thread: decoding a dump takes as much CPU as restoring it, and must not slow the host.

await serveThread(importRequestSchema, importDump);
