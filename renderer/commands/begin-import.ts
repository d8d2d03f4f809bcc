import { useNavigation } from '../navigation/navigation';
import { runCommand } from './command-handlers';

/** Begins an import: by its command where that is given a meaning now, else on its screen. */
export const beginImport = (): void => {
  if (!runCommand('import-dump')) useNavigation.getState().goTo('import');
};
