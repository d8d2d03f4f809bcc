import { useStore } from '../store/store';
import { announce, announceFailure } from './announce';
import { gathered, noSiteChanges, siteChanges, siteTexts } from './site-changes';

/** Sites that get ready or fail within this time are told of together, in ms. */
const gatherMs = 2_000;

/**
 * Says which sites got ready and which failed, gathered, so that a start of 200 is one sentence.
 *
 * @returns ends it
 */
export const tellOfSites = (): (() => void) => {
  let waiting = noSiteChanges;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const say = (): void => {
    timer = null;
    const { polite, alert } = siteTexts(waiting);
    waiting = noSiteChanges;
    if (polite !== null) announce(polite);
    if (alert !== null) announceFailure(alert);
  };
  const end = useStore.subscribe(({ state }, { state: before }) => {
    if (state === null || before === null || state === before) return;
    const changes = siteChanges(before, state);
    if (changes.ready.length + changes.failed.length === 0) return;
    waiting = gathered(waiting, changes);
    timer ??= setTimeout(say, gatherMs);
  });
  return () => {
    end();
    if (timer !== null) clearTimeout(timer);
  };
};
