import { notifications, notificationsStore } from '@mantine/notifications';
import { AppError, type ErrorShape } from '../../app/contract';
import { announce } from './announce';

/** How long a notice stays, in ms; errors stay until they are put away. */
const shownMs = 5_000;

/** At most so many are shown: the oldest makes room, whatever it is, so that nothing waits unseen. */
export const noticeLimit = 3;

const closeButtonProps = { 'aria-label': 'Put this notice away' } as const;

const makeRoom = (): void => {
  const { notifications: shown } = notificationsStore.getState();
  const oldest = shown.slice(0, Math.max(0, shown.length - noticeLimit + 1));
  for (const { id } of oldest) if (id !== undefined) notifications.hide(id);
};

/** Tells what was done. */
export const showNotice = (title: string, message: string | null = null): void => {
  makeRoom();
  notifications.show({
    title,
    message,
    autoClose: shownMs,
    withBorder: true,
    role: 'note',
    closeButtonProps,
  });
  announce([title, message].filter((part) => part !== null).join(' '));
};

/** Tells of an error in the engine's own words, with its next step. */
export const showError = (error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  showFailure(message, error instanceof AppError ? [error.hint ?? ''] : []);
};

/** What failed, in the user's world, then the engine's words and its next step. */
export const showFailedWork = (title: string, { message, hint }: ErrorShape): void =>
  showFailure(title, [message, hint ?? '']);

const showFailure = (title: string, lines: readonly string[]): void => {
  makeRoom();
  notifications.show({
    title,
    message: lines.filter((line) => line !== '').join('\n'),
    color: 'red',
    autoClose: false,
    withBorder: true,
    role: 'alert',
    closeButtonProps,
  });
};
