import { fieldValue } from '../http/fields';
import type { RequestHead } from '../http/request-head';

/** A page of ours in a browser, which shows sites in frames. */
export interface Framer {
  /** Exactly as the browser calls it, e.g. `http://127.0.0.1:41207`. */
  readonly origin: string;
  readonly userAgent: string;
}

const frameTargets: ReadonlySet<string> = new Set(['iframe', 'frame']);

/**
 * The pages that may have asked for this in a frame. Browsers say what a request is for (Sec-Fetch-Dest) only where they trust the
 * connection, which of our names are those below localhost; elsewhere the request's browser is all that tells.
 *
 * @returns their origins
 */
export const framedBy = (
  { bytes, fields }: Pick<RequestHead, 'bytes' | 'fields'>,
  framers: readonly Framer[],
): readonly string[] => {
  if (framers.length === 0) return [];
  const textOf = (name: string): string | null => {
    const field = fields.find((one) => one.name === name);
    return field === undefined ? null : fieldValue(bytes, field);
  };
  const target = textOf('sec-fetch-dest');
  if (target !== null && !frameTargets.has(target)) return [];
  const userAgent = textOf('user-agent') ?? '';
  return [...new Set(framers.filter((framer) => framer.userAgent === userAgent).map(({ origin }) => origin))];
};
