import { useNavigation } from '../navigation/navigation';
import { type Place, type Screen, screens } from '../navigation/place';
import { useActiveDatabase, useEngine, useProject } from '../store/current';
import { sitesOf } from '../store/selectors';
import { formatCount } from '../text/format';
import classes from './frame.module.css';
import { errorCountOf, openCheckCountOf } from './tab-counts';
import { toolsPlaceId } from './tab-tools';

const tabOf = (place: Place): Screen | null => {
  if (place.screen === 'site') return 'sites';
  if (place.screen === 'import') return 'databases';
  return screens.find((screen) => screen === place.screen) ?? null;
};

const names: Readonly<Record<Screen, string>> = {
  sites: 'Sites',
  databases: 'Databases',
  rewrite: 'Rewrite',
  logs: 'Logs',
  doctor: 'Doctor',
};

interface Count {
  readonly text: string;
  /** What is counted, where that is not clear; left out where room is short. */
  readonly unit: string;
  readonly state: 'plain' | 'bad' | 'warn';
}

const counted = (count: number | null, state: Count['state'] = 'plain', unit = ''): Count | null =>
  count === null || (count === 0 && state !== 'plain') ? null : { text: formatCount(count), unit, state };

/** The screens of a project, with what is in them, and the tools of the open one at the right. */
export const ScreenTabs = () => {
  const project = useProject();
  const active = useActiveDatabase();
  const open = useNavigation(({ place }) => tabOf(place));
  const goTo = useNavigation((navigation) => navigation.goTo);
  const id = project?.id ?? '';
  const siteCount = useEngine((state) => sitesOf(state, active?.id ?? null)?.length ?? null);
  const databaseCount = useEngine(
    (state) => state.databases.filter(({ projectId }) => projectId === id).length,
  );
  const errorCount = useEngine((state) => errorCountOf(state, id));
  const checkCount = useEngine((state) => openCheckCountOf(state, id));
  const counts: Readonly<Record<Screen, Count | null>> = {
    sites: counted(siteCount),
    databases: counted(databaseCount),
    rewrite: null,
    logs: counted(errorCount, 'bad', errorCount === 1 ? ' error' : ' errors'),
    doctor: counted(checkCount, 'warn'),
  };
  return (
    <nav className={classes.tabs} aria-label="Screens">
      {screens.map((screen) => (
        <button
          key={screen}
          type="button"
          className={classes.tab}
          aria-current={screen === open ? 'page' : undefined}
          onClick={() => goTo(screen)}
        >
          {names[screen]}
          {counts[screen] !== null && (
            <span className={classes.tabCount} data-state={counts[screen].state}>
              {counts[screen].text}
              <span className={classes.tabUnit}>{counts[screen].unit}</span>
            </span>
          )}
        </button>
      ))}
      <div className={classes.tabTools} id={toolsPlaceId} />
    </nav>
  );
};
