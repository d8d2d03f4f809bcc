import { isTokenByte } from './fields';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export type HeadEnd =
  | { readonly kind: 'complete'; readonly end: number }
  /** Look again from `resumeAt` when more bytes are there. */
  | { readonly kind: 'incomplete'; readonly resumeAt: number }
  | { readonly kind: 'broken'; readonly reason: string };

/**
 * Finds the empty line that ends a head. A line feed without its carriage return is refused at once: servers differ in
 * whether it ends a line, and on such differences requests are smuggled (RFC 9112, 2.2 and 11.2).
 *
 * @param bytes what has arrived; its first byte is the head's
 * @param from where the last look ended, 0 at first
 */
export const findHeadEnd = (bytes: Buffer, from: number): HeadEnd => {
  if (bytes.length > 0 && !isTokenByte(bytes[0]))
    return { kind: 'broken', reason: 'a start that is not HTTP' };
  let resumeAt = from;
  for (let at = bytes.indexOf(lineFeed, from); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at - 1] !== carriageReturn)
      return { kind: 'broken', reason: 'a line that does not end in CRLF' };
    if (bytes[at - 2] === lineFeed) return { kind: 'complete', end: at + 1 };
    resumeAt = at + 1;
  }
  return { kind: 'incomplete', resumeAt };
};

/** How many bytes of empty lines stand before a request: old clients send one after a body (RFC 9112, 2.2). */
export const leadingEmptyLines = (bytes: Buffer): number => {
  let at = 0;
  while (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at += 2;
  return at;
};
