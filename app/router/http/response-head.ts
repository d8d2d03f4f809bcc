import { type Field, readFields } from './fields';
import { type BodyFraming, keepsAlive, statedFraming } from './framing';

export interface ResponseHead {
  readonly status: number;
  /** What stands after the status: ' OK', or ''. */
  readonly reason: string;
  readonly minorVersion: 0 | 1;
  readonly bytes: Buffer;
  readonly fields: readonly Field[];
  readonly body: BodyFraming;
  /** Whether the server keeps the connection. */
  readonly keepsAlive: boolean;
}

const statusLine = /^HTTP\/1\.([01]) ([1-9][0-9]{2})((?: [\t\x20-\x7e\x80-\xff]*)?)$/;

/** Statuses and methods whose responses have no body whatever their fields say (RFC 9112, 6.3). */
const hasNoBody = (status: number, method: string): boolean =>
  method === 'HEAD' || status < 200 || status === 204 || status === 304;

/**
 * Reads a response's head as strictly as a request's.
 *
 * @param bytes exactly the head, the empty line that ends it included
 * @param method of the request that it answers
 * @returns the reason where a client must not get this response
 */
export const readResponseHead = (bytes: Buffer, method: string): ResponseHead | string => {
  const lineEnd = bytes.indexOf('\r\n');
  const [, minor, status, reason = ''] = statusLine.exec(bytes.toString('latin1', 0, lineEnd)) ?? [];
  if (status === undefined) return 'a status line that is not HTTP/1';
  const minorVersion = minor === '1' ? 1 : 0;
  const fields = readFields(bytes, lineEnd + 2, bytes.length);
  if (typeof fields === 'string') return fields;
  const stated = statedFraming(bytes, fields, minorVersion);
  if (typeof stated === 'string') return stated;
  return {
    status: Number(status),
    reason,
    minorVersion,
    bytes,
    fields,
    body: hasNoBody(Number(status), method) ? { kind: 'none' } : (stated ?? { kind: 'until-close' }),
    keepsAlive: keepsAlive(bytes, fields, minorVersion),
  };
};
