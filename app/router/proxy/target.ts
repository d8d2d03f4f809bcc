/** A request target in ASCII: clients may send raw bytes above it, which no Location or page may hold. */
const asciiTarget = (target: string): string =>
  target.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);

/** Path and query for a link to the same site: `//name` or `/\name` would lead to another one. */
export const samePath = (target: string): string => `/${asciiTarget(target).replace(/^[/\\*]+/, '')}`;

/**
 * The same path and query on another local domain.
 *
 * @param routerPort kept, as the client came through it; 80 goes without saying
 */
export const locationOn = (domain: string, routerPort: number, target: string): string => {
  const path = target.startsWith('/') ? asciiTarget(target) : '/';
  return `http://${domain}${routerPort === 80 ? '' : `:${routerPort}`}${path}`;
};
