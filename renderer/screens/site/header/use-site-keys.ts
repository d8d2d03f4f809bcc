import { useEffect, useRef } from 'react';
import { areSingleKeysOnNow } from '../../../commands/single-keys';
import { isForDialog } from '../../../frame/dialogs';

/** What has the keys before the screen has: a field, an open menu or dialog. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  isForDialog(event) ||
  (event.target instanceof HTMLElement &&
    event.target.closest('input, textarea, select, [role=menu], [role=log]') !== null) ||
  document.querySelector('[role="menu"]') !== null;

interface SiteKeys {
  readonly onBack: () => void;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

/** Escape goes back to all sites, J and K to the next and the previous one. */
export const useSiteKeys = (keys: SiteKeys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTaken(event)) return;
      const key = event.key.toLowerCase();
      // After this press, which would close at once what leaving may ask.
      if (key === 'escape') setTimeout(() => latest.current.onBack());
      else if (areSingleKeysOnNow() && key === 'j') latest.current.onNext();
      else if (areSingleKeysOnNow() && key === 'k') latest.current.onPrevious();
    };
    // Before those that close what is open: it is still there then.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
};
