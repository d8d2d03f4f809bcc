import { useNavigation } from '../../navigation/navigation';
import type { DumpSource } from './dump-source';
import { chooseDumps, lookInto } from './look-into';

/** Looks into dumps and shows what is in the first one. */
export const showDumps = (sources: readonly DumpSource[], projectId: string | null): void => {
  if (sources.length === 0) return;
  lookInto(sources, projectId);
  useNavigation.getState().go({ screen: 'import', project: projectId, job: null });
};

/** Asks for dump files, then shows what is in the first one. */
export const askForDumps = async (projectId: string | null): Promise<void> =>
  showDumps(await chooseDumps(), projectId);
