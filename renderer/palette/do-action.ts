import { runCommand } from '../commands/command-handlers';
import { useNavigation } from '../navigation/navigation';
import { switchTo } from '../screens/databases/database-actions';
import { askForTerm } from '../screens/logs/asked-term';
import { openInBrowser } from '../shell/open-in-browser';
import { call } from '../store/call';
import { serversOf, sitesOf } from '../store/selectors';
import { useStore } from '../store/store';
import type { PaletteAction, PaletteWorld } from './palette-items';
import { usePalette } from './palette-store';

const openSite = ({ project }: PaletteWorld, siteId: number): void => {
  const { state } = useStore.getState();
  if (state === null || project === null) return;
  const url = sitesOf(state, project.activeDatabaseId)?.find(({ id }) => id === siteId)?.url ?? null;
  if (url !== null) openInBrowser(url);
};

const restartSite = ({ project }: PaletteWorld, siteId: number): void => {
  const { state } = useStore.getState();
  if (state === null || project === null) return;
  const server = serversOf(state, project.id).find(({ siteIds }) => siteIds.includes(siteId));
  if (server !== undefined)
    void call((client) => client.servers.restart({ projectId: project.id, server: server.name }));
};

/** Does what a line of the palette says. */
export const doAction = (action: PaletteAction, world: PaletteWorld): void => {
  const { go, goTo } = useNavigation.getState();
  const { project } = world;
  switch (action.kind) {
    case 'command':
      usePalette.getState().given(action.id);
      runCommand(action.id);
      return;
    case 'site':
      if (project !== null)
        go({ screen: 'site', project: project.id, siteId: action.siteId, panel: action.panel });
      return;
    case 'open-site':
      openSite(world, action.siteId);
      return;
    case 'restart-site':
      restartSite(world, action.siteId);
      return;
    case 'switch': {
      const found = world.databases.find(({ database }) => database.id === action.databaseId);
      if (found !== undefined) switchTo(found.database);
      return;
    }
    case 'project':
      go({ screen: 'sites', project: action.projectId });
      return;
    case 'setting':
      goTo('settings');
      return;
    case 'search-logs':
      askForTerm(action.term);
      goTo('logs');
      return;
    default:
      action satisfies never;
  }
};
