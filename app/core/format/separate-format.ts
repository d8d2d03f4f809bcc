import { suggestSlug } from '../names/slugs';

/**
 * A domain format for a project that must not share its local domains with others: its name as a label behind the one with the slug.
 *
 * @param format that the project would have, e.g. `{}.127.0.0.1.nip.io`
 * @param name of the project, any text
 * @returns for example `{}.shop-feature.127.0.0.1.nip.io`; below nip.io's loopback where the format has no place for it
 */
export const separateFormat = (format: string, name: string): string => {
  const label = suggestSlug(name, new Set());
  const placeholder = format.search(/\{[^{}]*\}/);
  const dot = placeholder === -1 ? -1 : format.indexOf('.', format.indexOf('}', placeholder));
  return dot === -1 ? `{}.${label}.127.0.0.1.nip.io` : `${format.slice(0, dot)}.${label}${format.slice(dot)}`;
};
