import { notifications } from '@mantine/notifications';
import { AppError } from '../../app/contract';

/** Tells of an error in the engine's own words, with its next step. */
export const showError = (error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  notifications.show({
    title: message,
    message: error instanceof AppError ? error.hint : null,
    color: 'red',
    autoClose: false,
    role: 'alert',
  });
};

/** Tells what was done, for five seconds. @param message the next step; null for none */
export const showDone = (title: string, message: string | null): void => {
  notifications.show({ title, message, autoClose: 5_000 });
};
