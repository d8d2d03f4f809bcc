import { type BrowserWindow, dialog } from 'electron';
import { unsavedQuestion } from './decide-quit';

/**
 * Asks before a page with changes that are not saved is replaced, e.g. since somebody stopped the host. Electron would stay there
 * without a word (https://www.electronjs.org/docs/latest/api/web-contents#event-will-prevent-unload).
 *
 * @param unsaved what is typed and not saved, in a sentence; null: nothing
 * @param onStay told when the page stays
 */
export const askBeforeUnload = (
  window: BrowserWindow,
  unsaved: () => string | null,
  onStay: () => void,
): void => {
  window.webContents.on('will-prevent-unload', (event) => {
    const what = unsaved();
    if (what === null) return event.preventDefault();
    const { message, detail, stay, quit } = unsavedQuestion(what, 'Discard changes');
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message,
      detail,
      buttons: [stay, quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (answer === 1) event.preventDefault();
    else onStay();
  });
};
