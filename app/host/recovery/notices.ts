import type { Notice } from '../../contract';
import type { Engine } from '../engine';

/** As many are shown; older ones stay in the catalog. */
const shownNotices = 20;

/** Keeps a notice and tells it to every client and to the log; the next terminal tells it, too. */
export const keepNotice = async (
  { catalog, store, log }: Pick<Engine, 'catalog' | 'store' | 'log'>,
  notice: Notice,
): Promise<void> => {
  await catalog.notices.keep(notice);
  store.put('notices', notice);
  log.warn({ notice: notice.about, details: notice.details }, notice.title);
};

/** Shows clients the notices that nobody put away yet. */
export const showNotices = async ({ catalog, store }: Pick<Engine, 'catalog' | 'store'>): Promise<void> =>
  store.replace('notices', await catalog.notices.shown(shownNotices));
