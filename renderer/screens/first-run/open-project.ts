import { create } from 'zustand';
import { type AddedProject, AppError, type ErrorShape, toErrorShape } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { shell } from '../../shell/surroundings';
import { useStore } from '../../store/store';

/** How the opening of a project's folder goes. */
export type Opening =
  | { readonly state: 'none' }
  | { readonly state: 'looking'; readonly folder: string }
  | { readonly state: 'failed'; readonly folder: string; readonly error: ErrorShape };

interface OpeningStore {
  readonly opening: Opening;
  /** What was decided for projects that were added, by their id. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

export const useOpening = create<OpeningStore>()(() => ({ opening: { state: 'none' }, notes: {} }));

const taken = ({ id, notes }: AddedProject): void => {
  useOpening.setState((store) => ({ opening: { state: 'none' }, notes: { ...store.notes, [id]: notes } }));
  useNavigation.getState().go({ screen: 'recognised', project: id });
};

/** A folder that is a project already is simply gone to. */
const knownProject = ({ code, data }: ErrorShape): string | null =>
  code === 'project-exists' && typeof data.projectId === 'string' ? data.projectId : null;

/**
 * Adds the project in a folder of the host's machine and shows what was recognised.
 *
 * @param moved whether it is a known project whose folder is gone; `ask`: nobody said
 */
export const openProject = async (folder: string, moved: 'ask' | 'yes' | 'no' = 'ask'): Promise<void> => {
  const { client } = useStore.getState();
  const path = folder.trim();
  if (client === null || path === '') return;
  useOpening.setState({ opening: { state: 'looking', folder: path } });
  useNavigation.getState().goTo('open-project');
  try {
    taken(await client.projects.add({ folder: path, moved, projectId: null }));
  } catch (thrown) {
    const error = toErrorShape(thrown);
    const known = knownProject(error);
    if (known === null) useOpening.setState({ opening: { state: 'failed', folder: path, error } });
    else {
      useOpening.setState({ opening: { state: 'none' } });
      useNavigation.getState().go({ screen: 'sites', project: known });
    }
  }
};

/** A folder that was dropped on the window. A browser does not tell where it lies. */
export const openFolder = async ({
  name,
  path,
}: {
  readonly name: string;
  readonly path: string | null;
}): Promise<void> => {
  if (path !== null) return openProject(path);
  const error = new AppError('folder-unreachable', `A browser does not tell where the folder ${name} lies.`, {
    hint: 'Type its path on the machine where the host runs.',
  });
  useOpening.setState({ opening: { state: 'failed', folder: '', error: error.toShape() } });
  useNavigation.getState().goTo('open-project');
};

/** The folder dialog of the desktop app; in a browser the place where a path can be typed. */
export const askForProject = async (): Promise<void> => {
  if (shell === null) {
    useNavigation.getState().goTo('open-project');
    return;
  }
  const folder = await shell.openProjectFolder();
  if (folder !== null) await openProject(folder);
};
