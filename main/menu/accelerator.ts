/** How a menu shows the keys of a command, and whether the menu may catch them itself. */
export interface MenuKeys {
  /** As Electron writes it; null for what it cannot say. */
  readonly accelerator: string | null;
  /** Keys without Ctrl or ⌘ are letters in a text field: the page alone knows whether they are meant. */
  readonly isCaught: boolean;
  /** A sequence, for the label. */
  readonly shownInLabel: string | null;
}

const words: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
};

/** What the page must see first, as it means something else in a text field. */
const pageFirst: ReadonlySet<string> = new Set(['mod+Z']);

/** @param keys as `commands` has them */
export const menuKeys = (keys: string): MenuKeys => {
  if (keys.includes(' ')) {
    const shownInLabel = keys
      .split(' ')
      .map((key) => key.toUpperCase())
      .join(' ');
    return { accelerator: null, isCaught: false, shownInLabel };
  }
  const accelerator = keys
    .split('+')
    .map((key) => words[key] ?? key)
    .join('+');
  const isCaught = /^(mod|ctrl)\+/.test(keys) && !pageFirst.has(keys);
  return { accelerator, isCaught, shownInLabel: null };
};
