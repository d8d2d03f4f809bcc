import type { Server, Site, State, ThumbnailKey } from '../../app/contract';

/** A picture that is to be taken. */
export interface DuePicture {
  readonly key: ThumbnailKey;
  readonly url: string;
  /** What the page changed by last; a picture that is older shows what was before. */
  readonly changedAt: string;
}

/** When a picture was last tried, and of what. */
export interface Tried {
  readonly atMs: number;
  readonly changedAt: string;
}

/** The same site is not asked more often. */
export const leastMsBetween = 15_000;

export const pictureId = ({ databaseId, siteId, theme }: ThumbnailKey): string =>
  `${databaseId}/${siteId}/${theme}`;

interface Served {
  readonly databaseId: string;
  readonly site: Site;
  readonly since: string;
}

/** A server by the sites that it answers now; standby sets and those that start answer none. */
const readySince = (servers: readonly Server[], databaseId: string): Map<number, string> => {
  const since = new Map<number, string>();
  for (const { status, isStandby, siteIds, ...server } of servers) {
    if (server.databaseId !== databaseId || isStandby || status.state !== 'ready') continue;
    for (const id of siteIds) since.set(id, status.since);
  }
  return since;
};

const servedSites = (state: State): Served[] =>
  state.projects.flatMap(({ activeDatabaseId, isRunning }) => {
    const listed = state.sites.find(({ id }) => id === activeDatabaseId);
    if (!isRunning || listed === undefined) return [];
    const ready = readySince(state.servers, listed.id);
    return listed.sites.flatMap((site) => {
      const since = ready.get(site.id);
      return since === undefined || !site.isEnabled ? [] : [{ databaseId: listed.id, site, since }];
    });
  });

/** Moments are written so that their text sorts as they do. */
const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** The last moment at which the rows of a database's sites changed, or all of it was set back. */
const rowsChangedAt = (state: State, databaseId: string): string => {
  const history = state.plans.find(({ id }) => id === databaseId);
  const moments = (history?.plans ?? []).map(({ appliedAt, undoneAt }) => undoneAt ?? appliedAt);
  const resetAt = state.databases.find(({ id }) => id === databaseId)?.resetAt ?? '';
  return [resetAt, ...moments].reduce(laterOf);
};

/** Every picture of a site that answers now and looks, as far as one can know, different from the one that is kept. */
const stalePictures = (state: State, theme: ThumbnailKey['theme']): DuePicture[] => {
  const takenAt = new Map(state.thumbnails.map((thumbnail) => [pictureId(thumbnail), thumbnail.takenAt]));
  const changes = new Map(state.sites.map(({ id }) => [id, rowsChangedAt(state, id)]));
  return servedSites(state).flatMap(({ databaseId, site, since }) => {
    const key: ThumbnailKey = { databaseId, siteId: site.id, theme };
    const changedAt = laterOf(since, changes.get(databaseId) ?? '');
    const isFresh = (takenAt.get(pictureId(key)) ?? '') > changedAt;
    return isFresh || site.url === null ? [] : [{ key, url: site.url, changedAt }];
  });
};

/**
 * The next picture to take: of a site that is ready, enabled and of an active database.
 *
 * @param tried by id; one that failed is not tried again before the site changes
 * @returns the picture; or how long to wait for one; or null when all are as they should be
 */
export const nextPicture = (
  state: State,
  theme: ThumbnailKey['theme'],
  tried: ReadonlyMap<string, Tried>,
  nowMs: number,
): DuePicture | { readonly waitMs: number } | null => {
  let waitMs = Number.POSITIVE_INFINITY;
  for (const picture of stalePictures(state, theme)) {
    const last = tried.get(pictureId(picture.key));
    if (last === undefined) return picture;
    if (last.changedAt === picture.changedAt) continue;
    const leftMs = last.atMs + leastMsBetween - nowMs;
    if (leftMs <= 0) return picture;
    waitMs = Math.min(waitMs, leftMs);
  }
  return Number.isFinite(waitMs) ? { waitMs } : null;
};
