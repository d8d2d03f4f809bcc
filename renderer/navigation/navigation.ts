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

/** Where the person is, kept in the address. */
export const useNavigation = create<Navigation>()((set, get) => ({
  place: here(),
  go: (place) => {
    const path = pathOf(place);
    if (path === location.hash.slice(1)) return;
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
  window.addEventListener('popstate', () => useNavigation.setState({ place: here() }));
};
