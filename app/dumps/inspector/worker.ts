import { parseDomainFormat } from '../../core/format/domain-format';
import { inspectDump } from '../inspect/inspect-dump';
import { serveThread } from '../thread/serve-thread';
import { inspectorRequestSchema } from './messages';

// The entry of an X-ray's thread: plain SQL is parsed as a whole, which takes seconds for a large dump.

await serveThread(inspectorRequestSchema, (request, _tell, signal) => {
  const { domainFormat, rewriteDomains, useRealDomain, ...asked } = request;
  const settings = { format: parseDomainFormat(domainFormat), rewriteDomains, useRealDomain };
  return inspectDump({ ...asked, settings, signal });
});
