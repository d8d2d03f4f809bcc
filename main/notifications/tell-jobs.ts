import { type BrowserWindow, Notification } from 'electron';
import type { State } from '../../app/contract';
import { bringToFront } from '../window/main-window';
import { endedLongJobs, toldOf } from './ended-jobs';

/**
 * Tells the ends of long jobs to somebody who looks elsewhere.
 *
 * @param show leads the window to a job, when its notification is clicked
 */
export const tellEndedJobs = (
  before: State | null,
  after: State,
  window: BrowserWindow | null,
  show: (jobId: string) => void,
): void => {
  if (window?.isFocused() === true || !Notification.isSupported()) return;
  for (const told of endedLongJobs(before, after).map(toldOf)) {
    if (told === null) continue;
    const { jobId, ...words } = told;
    const notification = new Notification(words);
    notification.on('click', () => {
      if (window === null || window.isDestroyed()) return;
      bringToFront(window);
      show(jobId);
    });
    notification.show();
  }
};
