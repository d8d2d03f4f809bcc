import { type Field, tokensOf } from './fields';
import { isForTabs, isFrameField, permissionLines } from './frame-permission';
import type { RequestHead } from './request-head';
import type { ResponseHead } from './response-head';

/** Fields that speak of one connection only (RFC 9110, 7.6.1). Transfer-Encoding stays, as bodies go through unchanged. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade']);

/** Fields that a sender cannot have removed by naming them in Connection: without them the message means another thing. */
const unremovable = new Set(['host', 'content-length', 'transfer-encoding']);

/** What only we may say, as servers trust it. */
const saidByUs = new Set(['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host']);

/**
 * WSGI servers read `X_Forwarded_Host` as X-Forwarded-Host, so such a name could put words into our mouth, or give a
 * second length to a body.
 */
const posesAsAnother = (name: string): boolean => {
  if (!name.includes('_')) return false;
  const dashed = name.replaceAll('_', '-');
  return saidByUs.has(dashed) || unremovable.has(dashed);
};

/** The raw lines of the fields that `isKept` takes; neighbours in one piece. */
const linesOf = (
  bytes: Buffer,
  fields: readonly Field[],
  isKept: (field: Field, index: number) => boolean,
): string => {
  let text = '';
  let from = -1;
  let to = -1;
  fields.forEach((field, index) => {
    if (!isKept(field, index)) return;
    if (to !== field.start) {
      if (from !== -1) text += bytes.toString('latin1', from, to);
      from = field.start;
    }
    to = field.end;
  });
  return from === -1 ? text : text + bytes.toString('latin1', from, to);
};

/** Content-Length may be repeated with the same value; only one is passed on. */
const isRepeatedLength = (fields: readonly Field[], field: Field, index: number): boolean =>
  field.name === 'content-length' && fields.findIndex((other) => other.name === 'content-length') < index;

/**
 * The head that a server gets: origin form, the Host as it came, no field of the client's connection, X-Forwarded-*.
 *
 * @param clientAddress of the client's end of the connection
 * @param isLast the server shall close the connection after its response
 * @returns text of latin1 characters, one for each byte
 */
export const requestHeadFor = (request: RequestHead, clientAddress: string, isLast: boolean): string => {
  const { bytes, fields } = request;
  const named = tokensOf(bytes, fields, 'connection');
  const isKept = (field: Field, index: number): boolean =>
    field.name !== 'host' &&
    !hopByHop.has(field.name) &&
    !saidByUs.has(field.name) &&
    !posesAsAnother(field.name) &&
    (!named.has(field.name) || unremovable.has(field.name)) &&
    !isRepeatedLength(fields, field, index);
  const connection =
    request.upgrade === null
      ? isLast
        ? 'Connection: close\r\n'
        : ''
      : `Connection: Upgrade\r\nUpgrade: ${request.upgrade}\r\n`;
  const host = request.host === '' ? '' : `Host: ${request.host}\r\n`;
  const forwardedHost = request.host === '' ? '' : `X-Forwarded-Host: ${request.host}\r\n`;
  return (
    `${request.method} ${request.target} HTTP/1.${request.minorVersion}\r\n${host}` +
    linesOf(bytes, fields, isKept) +
    `${connection}X-Forwarded-For: ${clientAddress}\r\nX-Forwarded-Proto: http\r\n${forwardedHost}\r\n`
  );
};

/**
 * The head that a client gets.
 *
 * @param closes we shall close the client's connection after this response
 * @param framedBy origins of pages that may show it in a frame, whatever the server says; none: nothing of that changes
 * @returns text of latin1 characters, one for each byte
 */
export const responseHeadFor = (
  response: ResponseHead,
  closes: boolean,
  framedBy: readonly string[] = [],
): string => {
  const { bytes, fields, status } = response;
  const permission = permissionLines(bytes, fields, framedBy);
  const named = tokensOf(bytes, fields, 'connection');
  const isSwitch = status === 101;
  const isKept = (field: Field, index: number): boolean => {
    if (field.name === 'upgrade') return isSwitch;
    if (hopByHop.has(field.name) || (permission !== null && isFrameField(field.name))) return false;
    if (framedBy.length > 0 && isForTabs(field.name)) return false;
    return (!named.has(field.name) || unremovable.has(field.name)) && !isRepeatedLength(fields, field, index);
  };
  const connection = isSwitch ? 'Connection: Upgrade\r\n' : closes ? 'Connection: close\r\n' : '';
  return `HTTP/1.1 ${status}${response.reason}\r\n${linesOf(bytes, fields, isKept)}${permission ?? ''}${connection}\r\n`;
};
