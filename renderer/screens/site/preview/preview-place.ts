import type { Site } from '../../../../app/contract';
import { type Address, addressOf, ownAddress } from './address';
import { pathAt, startTrail, stepped, type Trail, withStep } from './trail';

/** Where a preview is. */
export interface PreviewPlace {
  /** Null: the site's own domain, wherever that goes. */
  readonly host: string | null;
  readonly trail: Trail;
  /** How often it was sent somewhere, or asked to load again. */
  readonly times: number;
}

export const startPlace: PreviewPlace = { host: null, trail: startTrail, times: 0 };

export const addressAt = (site: Site, { host, trail }: PreviewPlace): Address =>
  host === null ? ownAddress(site, pathAt(trail)) : { side: 'local', host, path: pathAt(trail) };

/** Sent to an address of the site. The real domain has the same pages as its own. */
export const sentTo = (place: PreviewPlace, site: Site, { side, host, path }: Address): PreviewPlace => ({
  host: side === 'real' || host === ownAddress(site).host ? null : host,
  trail: withStep(place.trail, path),
  times: place.times + 1,
});

export const reloaded = (place: PreviewPlace): PreviewPlace => ({ ...place, times: place.times + 1 });

/** One step back or forward; where there is none it stays. */
export const sentBy = (place: PreviewPlace, by: -1 | 1): PreviewPlace => {
  const trail = stepped(place.trail, by);
  return trail === null ? place : { ...place, trail, times: place.times + 1 };
};

/** After the page went somewhere by itself: it is there already. What is no page of the site does not count. */
export const wentTo = (place: PreviewPlace, site: Site, url: string): PreviewPlace => {
  const now = addressOf(url, site);
  if (now === null || now.side === 'real') return place;
  const trail = withStep(place.trail, now.path);
  return trail === place.trail ? place : { ...place, trail };
};
