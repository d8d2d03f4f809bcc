import { useEffect, useRef } from 'react';
import { type Place, pathOf } from '../navigation/place';
import { focusScreen, isFocusKept } from './focus';

/** The parts of a site's panel are one screen. */
const screenOf = (place: Place): string =>
  pathOf(place.screen === 'site' ? { ...place, panel: 'fields' } : place);

/**
 * Gives the keys to each screen that is shown, since what had them has gone with the last one.
 *
 * @param projectId whose screen it is; null: there is none yet
 * @param isKnown whether the engine has told what there is; the screen that is shown then is the first one, and takes nothing
 */
export const useScreenFocus = (place: Place, projectId: string | null, isKnown: boolean): void => {
  const shown = isKnown ? `${projectId} ${screenOf(place)}` : null;
  const last = useRef<string | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = shown;
    if (before !== null && shown !== null && before !== shown && !isFocusKept()) focusScreen();
  }, [shown]);
};
