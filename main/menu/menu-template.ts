import type { MenuItemConstructorOptions } from 'electron';
import type { Command, CommandId, CommandMenu } from '../../app/contract';
import { menuKeys } from './accelerator';

interface MenuOptions {
  readonly commands: readonly Command[];
  readonly platform: NodeJS.Platform;
  /** Those that can be chosen now. */
  readonly available: ReadonlySet<CommandId>;
  readonly choose: (id: CommandId) => void;
  readonly openDataFolder: () => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

const itemOf = (
  { id, title, keys }: Command,
  { available, choose, platform }: MenuOptions,
): MenuItemConstructorOptions => {
  const { accelerator, isCaught, shownInLabel } = menuKeys(keys);
  // macOS catches whatever a menu shows.
  const isShown = accelerator !== null && (isCaught || platform !== 'darwin');
  return {
    id,
    label: shownInLabel === null ? title : `${title}  (${shownInLabel})`,
    enabled: available.has(id),
    click: () => choose(id),
    ...(isShown ? { accelerator, registerAccelerator: isCaught } : {}),
  };
};

/** The native menu: every command of the table with its keys, and what every app of the platform has. */
export const menuTemplate = (options: MenuOptions): MenuItemConstructorOptions[] => {
  const isMac = options.platform === 'darwin';
  const of = (menu: CommandMenu): MenuItemConstructorOptions[] =>
    options.commands
      .filter((command) => command.menu === menu && !(isMac && command.id === 'settings'))
      .map((command) => itemOf(command, options));
  const settings = options.commands.find(({ id }) => id === 'settings');
  const appMenu: MenuItemConstructorOptions = {
    label: 'Manysite',
    submenu: [
      { role: 'about' },
      separator,
      ...(settings === undefined ? [] : [itemOf(settings, options), separator]),
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    { label: 'File', submenu: [...of('file'), separator, isMac ? { role: 'close' } : { role: 'quit' }] },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        ...of('edit'),
      ],
    },
    {
      label: 'View',
      submenu: [
        ...of('view'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: 'Database', submenu: of('database') },
    { label: 'Sites', submenu: of('site') },
    {
      role: 'help',
      submenu: [...of('help'), separator, { label: 'Open data folder', click: options.openDataFolder }],
    },
  ];
};
