import { type Field, tokensOf, valuesOf } from './fields';

/** How the end of a body is known (RFC 9112, 6). `until-close` is for responses only. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

const parseLength = (values: readonly string[]): number | null => {
  const [first] = values;
  if (first === undefined || !/^[0-9]{1,15}$/.test(first)) return null;
  return values.every((value) => value === first) ? Number(first) : null;
};

/**
 * The framing that the fields of a request or response state. Nothing is guessed: two answers to the same question are
 * an error, since two servers may take one each.
 *
 * @param minorVersion 1 for HTTP/1.1; chunked does not exist before it
 * @returns null where the fields say nothing; the reason where they contradict each other
 */
export const statedFraming = (
  bytes: Buffer,
  fields: readonly Field[],
  minorVersion: 0 | 1,
): BodyFraming | null | string => {
  const lengths = valuesOf(bytes, fields, 'content-length');
  const codings = valuesOf(bytes, fields, 'transfer-encoding');
  if (codings.length > 0) {
    if (lengths.length > 0) return 'both Content-Length and Transfer-Encoding';
    if (minorVersion === 0) return 'Transfer-Encoding in HTTP/1.0';
    if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked')
      return 'a Transfer-Encoding other than chunked';
    return { kind: 'chunked' };
  }
  if (lengths.length === 0) return null;
  const length = parseLength(lengths);
  return length === null ? 'a Content-Length that is not one number' : { kind: 'length', length };
};

/** Whether the sender keeps the connection after this message. */
export const keepsAlive = (bytes: Buffer, fields: readonly Field[], minorVersion: 0 | 1): boolean => {
  const options = tokensOf(bytes, fields, 'connection');
  return minorVersion === 1 ? !options.has('close') : options.has('keep-alive') && !options.has('close');
};
