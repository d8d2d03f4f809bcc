import type { PageSeen } from '../../../../app/contract';

/** Loads of a frame since it was sent somewhere; ms since 1970. */
export interface FrameLoads {
  readonly count: number;
  /** When the load before the last one ended. */
  readonly previousAt: number;
  readonly lastAt: number;
}

export const noLoads: FrameLoads = { count: 0, previousAt: 0, lastAt: 0 };

export const afterLoad = ({ count, lastAt }: FrameLoads, now: number): FrameLoads => ({
  count: count + 1,
  previousAt: lastAt,
  lastAt: now,
});

/**
 * The page that a frame went to by itself. A browser tells nothing of a frame of another origin but that it has loaded again; what the
 * router answered to a frame between the two last loads is that page.
 *
 * @param page that somebody saw last of the site
 * @returns null where it went nowhere by itself, or that is not told yet
 */
export const pageOfFrame = (loads: FrameLoads, page: PageSeen | null): PageSeen | null => {
  if (loads.count < 2 || page === null || !page.isFramed) return null;
  const at = Date.parse(page.at);
  return at >= loads.previousAt && at <= loads.lastAt ? page : null;
};
