import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { type CommandId, commands } from '../../app/contract';
import { menuTemplate } from './menu-template';

const chosen: CommandId[] = [];
const templateOn = (platform: NodeJS.Platform, available: readonly CommandId[] = []) =>
  menuTemplate({
    commands,
    platform,
    available: new Set(available),
    choose: (id) => chosen.push(id),
    openDataFolder: () => undefined,
  });

const itemsOf = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

const item = (platform: NodeJS.Platform, id: CommandId): MenuItemConstructorOptions | undefined =>
  itemsOf(templateOn(platform)).find((candidate) => candidate.id === id);

describe('the native menu', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('has every command once on %s', (platform) => {
    const ids = itemsOf(templateOn(platform)).flatMap(({ id }) => id ?? []);
    expect([...ids].sort()).toEqual(commands.map(({ id }) => id).sort());
  });

  it('has the keys that the table of commands has', () => {
    const electronKeys: Readonly<Record<string, string>> = {
      mod: 'CmdOrCtrl',
      ctrl: 'Ctrl',
      shift: 'Shift',
      alt: 'Alt',
    };
    for (const { id, title, keys } of commands) {
      const shown = item('linux', id);
      const isSequence = keys.includes(' ');
      expect(shown?.label, id).toBe(isSequence ? `${title}  (${keys.toUpperCase()})` : title);
      expect(shown?.accelerator, id).toBe(
        isSequence
          ? undefined
          : keys
              .split('+')
              .map((key) => electronKeys[key] ?? key)
              .join('+'),
      );
    }
  });

  it('shows the keys of a command and catches them', () => {
    expect(item('linux', 'snapshot')).toMatchObject({
      label: 'Take a snapshot…',
      accelerator: 'CmdOrCtrl+Shift+S',
      registerAccelerator: true,
    });
  });

  it('leaves letters, and what a text field takes, to the page', () => {
    for (const id of ['edit-site', 'search', 'shortcuts', 'undo-plan'] as const)
      expect(item('linux', id)).toMatchObject({ registerAccelerator: false });
    // macOS would catch what it shows.
    expect(item('darwin', 'edit-site')).not.toHaveProperty('accelerator');
  });

  it('tells a sequence in the label', () => {
    expect(item('linux', 'go-logs')).toMatchObject({ label: 'Logs  (G L)' });
  });

  it('offers what can be chosen now, and sends it', () => {
    const items = itemsOf(templateOn('linux', ['palette']));
    expect(items.filter(({ id, enabled }) => id && enabled).map(({ id }) => id)).toEqual(['palette']);
    items.find(({ id }) => id === 'palette')?.click?.call(null, {} as never, undefined, {} as never);
    expect(chosen).toEqual(['palette']);
  });
});
