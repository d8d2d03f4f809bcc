/** Where a tab keeps it; public/early-door.js reads it there, too. */
export const tokenKey = 'manysite-token';

/**
 * The token of this tab: taken once from the URL's fragment (which is never sent to a server), then kept for the tab.
 *
 * @returns null when this tab was never given one
 */
export const takeToken = (location: Location, history: History, storage: Storage): string | null => {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    storage.setItem(tokenKey, given);
    history.replaceState(null, '', location.pathname);
  }
  return storage.getItem(tokenKey);
};
