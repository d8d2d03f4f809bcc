/**
 * A local domain in two parts, the one that tells it from the others and the rest: the slug is full text, the rest dimmed.
 *
 * @param slug blank where the site has none; then all of the domain counts
 * @returns `before` and `after` are dimmed; `slug` is all of a domain in which the slug does not occur
 */
export const splitDomain = (
  domain: string,
  slug: string,
): { readonly before: string; readonly slug: string; readonly after: string } => {
  const at = slug === '' ? -1 : domain.indexOf(slug);
  if (at === -1) return { before: '', slug: domain, after: '' };
  return { before: domain.slice(0, at), slug, after: domain.slice(at + slug.length) };
};
