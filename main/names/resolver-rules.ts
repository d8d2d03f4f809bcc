import { isIP } from 'node:net';

/** What every first day has; others are remembered as projects come. */
const usualFormat = '{}.127.0.0.1.nip.io';

/** The part of a domain format behind its placeholder, without a port: `.127.0.0.1.nip.io`. Null where there is none that can be mapped. */
const suffixOf = (format: string): string | null => {
  const end = format.lastIndexOf('}');
  if (end === -1) return null;
  const suffix = format.slice(end + 1).replace(/:\d+$/, '');
  return /^\.[a-z0-9.-]+$/i.test(suffix) && isIP(suffix.slice(1)) === 0 ? suffix.toLowerCase() : null;
};

/** The domains of these formats, as patterns such as `*.127.0.0.1.nip.io`. */
export const localPatterns = (formats: readonly string[]): string[] => [
  ...new Set(formats.map(suffixOf).flatMap((suffix) => (suffix === null ? [] : [`*${suffix}`]))),
];

/** What leads here from the start: the usual format and those that are remembered. */
export const firstPatterns = (remembered: readonly string[]): string[] =>
  localPatterns([usualFormat, ...remembered]);

/** Value of Chromium's `host-resolver-rules`, so that local domains lead here without any DNS. Only read before the app is ready. */
export const resolverRules = (patterns: readonly string[]): string =>
  patterns.map((pattern) => `MAP ${pattern} 127.0.0.1`).join(', ');

/**
 * A proxy script for formats that came after the start: their domains go to the router, which takes requests in absolute form.
 *
 * @param routerPort of 127.0.0.1
 */
export const proxyScript = (patterns: readonly string[], routerPort: number): string => {
  const tests = patterns.map((pattern) => `shExpMatch(host, ${JSON.stringify(pattern)})`);
  return `function FindProxyForURL(url, host) { return ${tests.join(' || ')} ? "PROXY 127.0.0.1:${routerPort}" : "DIRECT"; }`;
};
