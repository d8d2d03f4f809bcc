import { shell } from './surroundings';

/** Opens an address outside of the window: in the system's browser, or in another tab of this one. */
export const openInBrowser = (url: string): void => {
  if (shell === null) window.open(url, '_blank', 'noopener');
  else void shell.openExternal(url);
};
