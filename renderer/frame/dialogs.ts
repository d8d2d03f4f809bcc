/** On the parts of a dialog that was closed and fades out. */
export const closingClass = 'closing-dialog';

const dialog = '[aria-modal="true"]';

/** Whether a key is a dialog's: of one that is open, or that it was pressed in, or that it has just closed. One that only fades out takes none. */
export const isForDialog = ({ target, key }: KeyboardEvent): boolean =>
  document.querySelector(`${dialog}:not(.${closingClass})`) !== null ||
  (target instanceof Element && target.closest(dialog) !== null) ||
  (key === 'Escape' && target === document.body && document.querySelector(dialog) !== null);
