import { commands } from '../../app/contract';
import { isForDialog } from '../frame/dialogs';
import { leaveField } from '../frame/focus';
import { isMac } from '../shell/surroundings';
import { runCommand } from './command-handlers';
import { beginsSequence, commandOfKey, isSingleKey } from './key-of';

/** How long the second key of a sequence is waited for, in ms. */
const sequenceMs = 1_000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=radio], [type=checkbox], [readonly]), textarea:not([readonly]), select'));

/** Text fields take back what was typed by it. */
const textUndo = 'mod+Z';

/** A text field of the open screen is left by Escape, so that the keys are commands again. */
const isLeavingField = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Escape' && isTyping(target) && target instanceof HTMLElement && target.closest('main') !== null;

/**
 * Runs commands by their keys. What a text field or an open dialog wants for itself stays its own.
 *
 * @param areSingleKeysOn whether single letters count; people can switch them off
 * @returns ends it
 */
export const listenToKeys = (areSingleKeysOn: () => boolean): (() => void) => {
  let pending: { readonly key: string; readonly until: number } | null = null;
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isForDialog(event)) return;
    if (isLeavingField(event)) {
      leaveField();
      return;
    }
    const first = pending !== null && pending.until > event.timeStamp ? pending.key : null;
    pending = null;
    const id = commandOfKey(event, commands, {
      isMac,
      isBrowser: window.manysite === undefined,
      pending: first,
    });
    const keys = commands.find((command) => command.id === id)?.keys;
    const isInText = isTyping(event.target);
    const isForText = isInText || !areSingleKeysOn();
    const isKept = keys === textUndo ? isInText : keys !== undefined && isSingleKey(keys) && isForText;
    if (id !== null && !isKept) {
      if (runCommand(id)) event.preventDefault();
    } else if (!isForText && beginsSequence(event, commands)) {
      pending = { key: event.key.toUpperCase(), until: event.timeStamp + sequenceMs };
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
};
