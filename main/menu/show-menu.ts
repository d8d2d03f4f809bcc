import { app, Menu, shell } from 'electron';
import { type CommandId, commands } from '../../app/contract';
import { menuTemplate } from './menu-template';

export interface NativeMenu {
  setAvailable(ids: readonly CommandId[]): void;
}

const known: ReadonlySet<string> = new Set(commands.map(({ id }) => id));

/** Shows the native menu; its commands can be chosen once the page says which. */
export const showMenu = (dataFolder: string, choose: (id: CommandId) => void): NativeMenu => {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        commands,
        platform: process.platform,
        available: new Set(),
        choose,
        openDataFolder: () => void shell.openPath(dataFolder),
      }),
    ),
  );
  app.setAboutPanelOptions({ applicationName: 'Manysite', applicationVersion: app.getVersion() });
  return {
    // Items are changed in place: a new menu would close one that is open.
    setAvailable: (ids) => {
      const available = new Set<string>(ids);
      for (const id of known) {
        const item = Menu.getApplicationMenu()?.getMenuItemById(id);
        if (item) item.enabled = available.has(id);
      }
    },
  };
};
