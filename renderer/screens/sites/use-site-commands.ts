import { useCommand } from '../../commands/command-handlers';
import type { SiteEntry } from './site-entries';
import { addressesOf, type SiteActions, serverNamesOf } from './use-site-actions';

/**
 * The commands about sites, for those that are selected, else for the one that the keys are at.
 *
 * @param current null while the keys are at none
 */
export const useSiteCommands = (
  selected: readonly SiteEntry[],
  current: SiteEntry | null,
  actions: SiteActions,
): void => {
  const targets = selected.length > 0 ? selected : current === null ? [] : [current];
  const [first, second] = targets;
  const only = second === undefined && first !== undefined ? first : null;
  useCommand(
    'open-in-browser',
    addressesOf(targets).length === 0 ? null : () => actions.openInBrowser(targets),
  );
  useCommand('restart-server', serverNamesOf(targets).length === 0 ? null : () => actions.restart(targets));
  useCommand('edit-site', only === null ? null : () => actions.edit(only));
  useCommand('why-this-site', only === null ? null : () => actions.show(only, 'why'));
};
