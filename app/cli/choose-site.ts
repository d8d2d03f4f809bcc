import { AppError, type Site } from '../contract';
import type { Client } from './session';

/** A database whose sites are meant; `database` null is the active one. */
export interface Target {
  readonly projectId: string;
  readonly database: string | null;
}

const chooseSite = (sites: readonly Site[], wanted: string): Site => {
  const site = sites.find(({ slug }) => slug === wanted) ?? sites.find(({ id }) => String(id) === wanted);
  if (site !== undefined) return site;
  throw new AppError('site-not-found', `There is no site "${wanted}".`, {
    hint: `Known are ${sites.map(({ slug }) => slug).join(', ')}.`,
    data: { site: wanted, sites: sites.map(({ id, slug }) => ({ id, slug })) },
  });
};

/** Which sites words mean, each by its slug, else by its id. @throws AppError `site-not-found` */
export const findSites = async (
  client: Client,
  target: Target,
  wanted: readonly string[],
): Promise<Site[]> => {
  if (wanted.length === 0) return [];
  const { sites } = await client.sites.list(target);
  return wanted.map((word) => chooseSite(sites, word));
};

/** The same for one. */
export const findSite = async (client: Client, target: Target, wanted: string): Promise<Site> => {
  const [site] = await findSites(client, target, [wanted]);
  if (site === undefined) throw new Error('one word means one site');
  return site;
};
