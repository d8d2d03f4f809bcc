import type { Command, CommandId } from '../../app/contract';

/** What counts of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface Surroundings {
  /** ⌘ is the main key. */
  readonly isMac: boolean;
  /** A browser keeps some keys for itself, so databases are at Alt there. */
  readonly isBrowser: boolean;
  /** The first key of a sequence that was just pressed; null: none. */
  readonly pending: string | null;
}

const nameOf = ({ key }: KeyPress): string => key.toUpperCase();

const isChord = (press: KeyPress, keys: string, { isMac, isBrowser }: Surroundings): boolean => {
  const parts = keys.split('+');
  const last = parts.at(-1)?.toUpperCase();
  if (nameOf(press) !== last) return false;
  const wantsAlt = isBrowser && /^mod\+\d$/.test(keys);
  const wantsMod = parts.includes('mod') && !wantsAlt;
  const ctrl = parts.includes('ctrl') || (wantsMod && !isMac);
  const meta = wantsMod && isMac;
  // Some signs, such as `?`, need Shift on some keyboards: it counts for letters and where a chord names it.
  const isShiftTold = parts.includes('shift') || /^[A-Z]$/.test(last ?? '');
  return (
    press.ctrlKey === ctrl &&
    press.metaKey === meta &&
    press.altKey === wantsAlt &&
    (!isShiftTold || press.shiftKey === parts.includes('shift'))
  );
};

const isSequence = (press: KeyPress, keys: string, { pending }: Surroundings): boolean => {
  const [first, second] = keys.split(' ');
  return (
    pending !== null &&
    first?.toUpperCase() === pending &&
    second === nameOf(press) &&
    !press.ctrlKey &&
    !press.metaKey &&
    !press.altKey
  );
};

/** Whether a command's keys are one letter or sign, which text fields want for themselves. */
export const isSingleKey = (keys: string): boolean => !/\b(mod|ctrl)\+/.test(keys);

/** Whether a key begins a sequence such as `g S`. */
export const beginsSequence = (press: KeyPress, commands: readonly Command[]): boolean =>
  !press.ctrlKey &&
  !press.metaKey &&
  !press.altKey &&
  commands.some(
    ({ keys }) => keys.split(' ').length === 2 && keys.split(' ')[0]?.toUpperCase() === nameOf(press),
  );

/** The command that a key press means; null for none. */
export const commandOfKey = (
  press: KeyPress,
  commands: readonly Command[],
  surroundings: Surroundings,
): CommandId | null =>
  commands.find(({ keys }) =>
    keys.includes(' ')
      ? isSequence(press, keys, surroundings)
      : surroundings.pending === null && isChord(press, keys, surroundings),
  )?.id ?? null;
