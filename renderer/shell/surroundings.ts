/** The desktop app's bridge; null in a browser, where what needs it is not shown. */
export const shell = window.manysite ?? null;

/** Whether ⌘ is the main key. */
export const isMac = shell === null ? /Mac/.test(navigator.platform) : shell.platform === 'darwin';

const macSigns: Readonly<Record<string, string>> = { mod: '⌘', ctrl: '⌃', shift: '⇧', alt: '⌥' };
const signs: Readonly<Record<string, string>> = { mod: 'Ctrl', ctrl: 'Ctrl', shift: 'Shift', alt: 'Alt' };

/** A command's keys as they are labelled on this machine. */
export const labelOfKeys = (keys: string): string => {
  const chord = shell === null && /^mod\+\d$/.test(keys) ? keys.replace('mod', 'alt') : keys;
  const parts = chord.split('+').map((part) => (isMac ? macSigns : signs)[part] ?? part);
  return parts.join(isMac ? '' : '+').replace(/^g (.)$/, 'G $1');
};
