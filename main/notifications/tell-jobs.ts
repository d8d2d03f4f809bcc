import { type BrowserWindow, Notification } from 'electron';
import type { State } from '../../app/contract';
import { bringToFront } from '../window/main-window';
import { endedLongJobs, toldOf } from './ended-jobs';

/** Tells the ends of long jobs to somebody who looks elsewhere. */
export const tellEndedJobs = (before: State | null, after: State, window: BrowserWindow | null): void => {
  if (window?.isFocused() === true || !Notification.isSupported()) return;
  for (const told of endedLongJobs(before, after).map(toldOf)) {
    if (told === null) continue;
    const notification = new Notification(told);
    notification.on('click', () => {
      if (window !== null && !window.isDestroyed()) bringToFront(window);
    });
    notification.show();
  }
};
