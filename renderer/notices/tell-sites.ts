import type { Server } from '../../app/contract';
import { useStore } from '../store/store';
import { announce } from './announce';
import { siteNews, stateChanges } from './site-news';

/** Servers that get ready or fail within this time are told of together, in ms. */
const gatherMs = 2_000;

/**
 * Says which servers got ready and which failed, gathered, so that a start of 200 is one sentence.
 *
 * @returns ends it
 */
export const tellOfSites = (): (() => void) => {
  let gathered: Server[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const say = (): void => {
    timer = null;
    const text = siteNews(gathered);
    gathered = [];
    if (text !== null) announce(text);
  };
  const end = useStore.subscribe(({ state }, { state: before }) => {
    if (state === null || before === null || state.servers === before.servers) return;
    gathered = [...gathered, ...stateChanges(before.servers, state.servers)];
    if (gathered.length > 0) timer ??= setTimeout(say, gatherMs);
  });
  return () => {
    end();
    if (timer !== null) clearTimeout(timer);
  };
};
