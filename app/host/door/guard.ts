import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/**
 * Whether a request reached us under a loopback name, on any port (ssh -L changes it).
 * Anything else may be a web page that rebound its own name to 127.0.0.1.
 */
export const isLoopbackHost = (headers: IncomingHttpHeaders): boolean =>
  headers.host !== undefined && loopbackNames.has(nameOf(headers.host));

/** Whether the request comes from our own page, or from no page at all. */
export const isOwnOrigin = (headers: IncomingHttpHeaders): boolean => {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`;
};

/** Compares in constant time. */
export const isToken = (given: string, expected: string): boolean => {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
};

/** The path of a request target. Not by `URL`, which throws for targets such as `//`, and any page may send those. */
export const pathOf = (target: string | undefined): string => (target ?? '/').split(/[?#]/, 1)[0] ?? '/';
