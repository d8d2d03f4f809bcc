import { AppError, type Site } from '../contract';

/** Which site a word means: its slug, else its id. */
export const chooseSite = (sites: readonly Site[], wanted: string): Site => {
  const site = sites.find(({ slug }) => slug === wanted) ?? sites.find(({ id }) => String(id) === wanted);
  if (site !== undefined) return site;
  throw new AppError('site-not-found', `There is no site "${wanted}".`, {
    hint: `Known are ${sites.map(({ slug }) => slug).join(', ')}.`,
    data: { site: wanted, sites: sites.map(({ id, slug }) => ({ id, slug })) },
  });
};
