/**
 * Every command of the window: one table for the native menu, the palette, the tooltips and the list of shortcuts.
 *
 * Keys are written as Mantine's `useHotkeys` takes them, `mod` being ⌘ on macOS and Ctrl elsewhere. `g S` is a sequence: one key
 * after the other. Keys without `mod` or `ctrl` work outside text fields only. An ellipsis says that a dialog follows.
 */
const table = [
  { id: 'open-project', title: 'Open project…', keys: 'mod+O', menu: 'file' },
  { id: 'next-project', title: 'Next project', keys: 'ctrl+Tab', menu: 'file' },
  { id: 'import-dump', title: 'Import dump…', keys: 'mod+I', menu: 'file' },
  { id: 'settings', title: 'Settings', keys: 'mod+,', menu: 'file' },
  { id: 'save', title: 'Save changes', keys: 'mod+S', menu: 'edit' },
  { id: 'undo-plan', title: 'Undo last plan', keys: 'mod+Z', menu: 'edit' },
  { id: 'search', title: 'Search', keys: '/', menu: 'edit' },
  { id: 'palette', title: 'Command palette', keys: 'mod+K', menu: 'view' },
  { id: 'go-sites', title: 'Sites', keys: 'g S', menu: 'view' },
  { id: 'go-databases', title: 'Databases', keys: 'g D', menu: 'view' },
  { id: 'go-rewrite', title: 'Rewrite', keys: 'g R', menu: 'view' },
  { id: 'go-logs', title: 'Logs', keys: 'g L', menu: 'view' },
  { id: 'go-doctor', title: 'Doctor', keys: 'g O', menu: 'view' },
  { id: 'sheet-or-table', title: 'Sheet or table', keys: 'V', menu: 'view' },
  { id: 'switcher', title: 'Switch database…', keys: 'mod+D', menu: 'database' },
  { id: 'previous-database', title: 'Previous database', keys: 'mod+B', menu: 'database' },
  { id: 'database-1', title: 'First database', keys: 'mod+1', menu: 'database' },
  { id: 'database-2', title: 'Second database', keys: 'mod+2', menu: 'database' },
  { id: 'database-3', title: 'Third database', keys: 'mod+3', menu: 'database' },
  { id: 'database-4', title: 'Fourth database', keys: 'mod+4', menu: 'database' },
  { id: 'database-5', title: 'Fifth database', keys: 'mod+5', menu: 'database' },
  { id: 'database-6', title: 'Sixth database', keys: 'mod+6', menu: 'database' },
  { id: 'database-7', title: 'Seventh database', keys: 'mod+7', menu: 'database' },
  { id: 'database-8', title: 'Eighth database', keys: 'mod+8', menu: 'database' },
  { id: 'database-9', title: 'Ninth database', keys: 'mod+9', menu: 'database' },
  { id: 'snapshot', title: 'Take a snapshot…', keys: 'mod+shift+S', menu: 'database' },
  { id: 'start-or-stop', title: 'Start or stop', keys: 'mod+.', menu: 'site' },
  { id: 'toggle-mode', title: 'Single-process or multi-process', keys: 'mod+shift+M', menu: 'site' },
  { id: 'open-in-browser', title: 'Open in browser', keys: 'O', menu: 'site' },
  { id: 'restart-server', title: 'Restart server', keys: 'R', menu: 'site' },
  { id: 'edit-site', title: 'Edit site', keys: 'E', menu: 'site' },
  { id: 'why-this-site', title: 'Why this site', keys: 'W', menu: 'site' },
  { id: 'follow-log', title: 'Follow log', keys: 'F', menu: 'site' },
  { id: 'shortcuts', title: 'All shortcuts', keys: '?', menu: 'help' },
] as const;

export type CommandId = (typeof table)[number]['id'];

export type CommandMenu = (typeof table)[number]['menu'];

export interface Command {
  readonly id: CommandId;
  readonly title: string;
  readonly keys: string;
  /** Where the native menu has it. */
  readonly menu: CommandMenu;
}

export const commands: readonly Command[] = table;
