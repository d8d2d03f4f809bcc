import { useShallow } from 'zustand/react/shallow';
import type { Database, Project, State } from '../../app/contract';
import { useNavigation } from '../navigation/navigation';
import { activeDatabaseOf, projectOf } from './selectors';
import { useStore } from './store';

/** What a component reads of the state; it renders again only when that is another value. */
export const useEngine = <Value>(select: (state: State) => Value): Value | null =>
  useStore(useShallow(({ state }) => (state === null ? null : select(state))));

/** The project that the person is at; null where there is none. */
export const useProject = (): Project | null => {
  const id = useNavigation(({ place }) => place.project);
  return useEngine((state) => projectOf(state, id));
};

/** The active database of the project that the person is at. */
export const useActiveDatabase = (): Database | null => {
  const project = useProject();
  return useEngine((state) => (project === null ? null : activeDatabaseOf(state, project)));
};
