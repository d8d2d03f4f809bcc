import { parseHost } from '../../core/routes/parse-host';
import { type Field, isTokenByte, readFields, tokensOf, valuesOf } from './fields';
import { type BodyFraming, keepsAlive, statedFraming } from './framing';

/** A request that is well-formed, as far as the router needs it decoded. */
export interface RequestHead {
  readonly kind: 'request';
  readonly method: string;
  /** In origin form, or `*`: an absolute form has lost its scheme and host. */
  readonly target: string;
  readonly minorVersion: 0 | 1;
  /** Host header, or the host of an absolute target; '' where an HTTP/1.0 client names none. */
  readonly host: string;
  readonly bytes: Buffer;
  readonly fields: readonly Field[];
  readonly body: BodyFraming;
  readonly keepsAlive: boolean;
  /** The protocol asked for by Upgrade, in lower case. */
  readonly upgrade: string | null;
  /** Every Origin header that was sent. */
  readonly origins: readonly string[];
}

/** A request that gets no further; `reason` goes into the page. */
export interface RefusedHead {
  readonly kind: 'refused';
  readonly status: 400 | 405 | 431 | 505;
  readonly reason: string;
}

const refuse = (status: RefusedHead['status'], reason: string): RefusedHead => ({
  kind: 'refused',
  status,
  reason,
});

const requestLine = /^([^ ]+) ([^ ]+) HTTP\/([0-9])\.([0-9])$/;
/** Visible characters; bytes above ASCII pass as they do without a router. A fragment is never sent. */
const targetSyntax = /^[\x21\x22\x24-\x7e\x80-\xff]+$/;
const absoluteTarget = /^http:\/\/([^/?]*)(.*)$/i;

interface StartLine {
  readonly kind: 'line';
  readonly method: string;
  readonly target: string;
  readonly minorVersion: 0 | 1;
}

const isToken = (text: string): boolean =>
  [...text].every((character) => isTokenByte(character.charCodeAt(0)));

const readStartLine = (line: string): StartLine | RefusedHead => {
  const [, method = '', target = '', major, minor] = requestLine.exec(line) ?? [];
  if (method === '' || !isToken(method)) return refuse(400, 'a request line that is not HTTP');
  if (major !== '1' || (minor !== '0' && minor !== '1'))
    return refuse(505, 'a version of HTTP other than 1.0 and 1.1');
  if (method === 'CONNECT') return refuse(405, 'CONNECT: this is no forward proxy');
  if (!targetSyntax.test(target)) return refuse(400, 'a request target with a character that is not allowed');
  return { kind: 'line', method, target, minorVersion: minor === '1' ? 1 : 0 };
};

interface Target {
  readonly kind: 'target';
  readonly target: string;
  /** Of an absolute target, which then outranks the Host header (RFC 9112, 3.2.2). */
  readonly host: string | null;
}

const readTarget = (line: StartLine): Target | RefusedHead => {
  if (line.target.startsWith('/')) return { kind: 'target', target: line.target, host: null };
  if (line.target === '*' && line.method === 'OPTIONS') return { kind: 'target', target: '*', host: null };
  const [, host, rest = ''] = absoluteTarget.exec(line.target) ?? [];
  if (host === undefined) return refuse(400, 'a request target that is neither a path nor an http address');
  return { kind: 'target', target: rest.startsWith('/') ? rest : `/${rest}`, host };
};

const readHost = (hosts: readonly string[], target: Target, line: StartLine): string | RefusedHead => {
  const [first] = hosts;
  if (hosts.length > 1) return refuse(400, 'a second Host header');
  if (first === undefined && line.minorVersion === 1) return refuse(400, 'no Host header');
  for (const host of [first, target.host ?? undefined]) {
    if (host !== undefined && parseHost(host) === null) return refuse(400, 'a Host that is not a host name');
  }
  return target.host ?? first ?? '';
};

/**
 * Reads a request's head, strictly (servers.md, "The router": "Strict about framing").
 *
 * @param bytes exactly the head, the empty line that ends it included
 */
export const readRequestHead = (bytes: Buffer): RequestHead | RefusedHead => {
  const lineEnd = bytes.indexOf('\r\n');
  const line = readStartLine(bytes.toString('latin1', 0, lineEnd));
  if (line.kind === 'refused') return line;
  const fields = readFields(bytes, lineEnd + 2, bytes.length);
  if (typeof fields === 'string') return refuse(400, fields);
  const target = readTarget(line);
  if (target.kind === 'refused') return target;
  const host = readHost(valuesOf(bytes, fields, 'host'), target, line);
  if (typeof host !== 'string') return host;
  const body = statedFraming(bytes, fields, line.minorVersion);
  if (typeof body === 'string') return refuse(400, body);
  // A server may ignore h2c, and a browser does not ask for it; a tunnel of it would hide further requests from us.
  const upgrades = [...tokensOf(bytes, fields, 'upgrade')].filter((protocol) => protocol !== 'h2c');
  const asksUpgrade = line.minorVersion === 1 && tokensOf(bytes, fields, 'connection').has('upgrade');
  return {
    kind: 'request',
    method: line.method,
    target: target.target,
    minorVersion: line.minorVersion,
    host,
    bytes,
    fields,
    body: body ?? { kind: 'none' },
    // HTTP/1.0 has no chunked bodies, so its responses end with the connection more often than not.
    keepsAlive: line.minorVersion === 1 && keepsAlive(bytes, fields, 1),
    upgrade: asksUpgrade ? (upgrades[0] ?? null) : null,
    origins: valuesOf(bytes, fields, 'origin'),
  };
};
