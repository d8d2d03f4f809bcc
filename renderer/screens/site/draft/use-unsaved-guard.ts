import { useEffect } from 'react';
import { shell } from '../../../shell/surroundings';
import { unsavedText, useDrafts } from './drafts';

/** Before the page goes away with changes that are not saved, the browser asks, or the desktop app does. */
export const useUnsavedGuard = (): void => {
  const unsaved = useDrafts(({ drafts }) => unsavedText(drafts));
  useEffect(() => {
    shell?.setUnsaved(unsaved);
    if (unsaved === null) return;
    const onUnload = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
      // Chromium before 119 asks by this alone.
      event.returnValue = unsaved;
    };
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, [unsaved]);
};
