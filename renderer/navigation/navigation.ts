import { create } from 'zustand';
import { type Place, pathOf, placeOf, type Screen } from './place';

interface Navigation {
  readonly place: Place;
  /** Goes there; the browser's back button comes back. */
  go(place: Place): void;
  /** The same project's other screen. */
  goTo(screen: Screen | 'settings' | 'import' | 'open-project'): void;
}

const here = (): Place => placeOf(location.hash.slice(1));

/**
 * Asked before a place is left for another one.
 *
 * @param leave goes there after all, when somebody has decided
 * @returns whether it can be left at once
 */
type Guard = (next: Place, leave: () => void) => boolean;

let guard: Guard | null = null;

/** Has a say in whether the place is left, e.g. since something is not saved. @returns ends it */
export const guardPlace = (ask: Guard): (() => void) => {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
};

const mayLeave = (next: Place, leave: () => void): boolean => {
  const ask = guard;
  const leaveUnasked = (): void => {
    if (guard === ask) guard = null;
    leave();
  };
  return ask === null || ask(next, leaveUnasked);
};

/** Where the person is, kept in the address. */
export const useNavigation = create<Navigation>()((set, get) => ({
  place: here(),
  go: (place) => {
    const path = pathOf(place);
    if (path === location.hash.slice(1) || !mayLeave(place, () => get().go(place))) return;
    history.pushState(null, '', `#${path}`);
    set({ place });
  },
  goTo: (screen) => {
    const { place, go } = get();
    go(placeOf(`/${place.project ?? '-'}/${screen}`));
  },
}));

/** Follows the back and forward buttons. */
export const followHistory = (): void => {
  window.addEventListener('popstate', () => {
    const { place, go } = useNavigation.getState();
    const next = here();
    if (mayLeave(next, () => go(next))) useNavigation.setState({ place: next });
    // The browser has gone there already.
    else history.pushState(null, '', `#${pathOf(place)}`);
  });
};
