import { app, type BrowserWindow, dialog } from 'electron';
import type { Job } from '../../app/contract';
import type { Link } from '../host/link';
import { quitQuestion } from './decide-quit';

/** Everything that the host started is asked to end first, servers with open requests included. */
const deadlineMs = 20_000;
/** The window's own connection is gone a moment after the window, on a busy machine a long one. */
const windowGoneMs = 10_000;
const pollMs = 50;

interface QuitParts {
  readonly link: Link;
  readonly jobs: () => readonly Job[];
  /** What is typed in the page and not saved, in a sentence; null: nothing. */
  readonly unsaved: () => string | null;
  readonly window: () => BrowserWindow | null;
  /** What must end before the host is left. */
  readonly closeAll: () => void;
}

/** Whether quitting stops the host: this app started it, and nobody but the window is attached. */
const stopsHost = async ({ isOurs, state }: Link): Promise<boolean> => {
  if (!isOurs || state.state !== 'open') return false;
  const { others } = await state.host.client.host.others();
  return others <= 1;
};

const isConfirmed = async ({ link, jobs, unsaved, window }: QuitParts): Promise<boolean> => {
  const question = quitQuestion((await stopsHost(link)) ? jobs() : [], unsaved());
  const parent = window();
  if (question === null || parent === null) return true;
  const { response } = await dialog.showMessageBox(parent, {
    type: 'warning',
    message: question.message,
    detail: question.detail,
    buttons: [question.stay, question.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
};

const within = <Value>(limitMs: number, work: Promise<Value>): Promise<Value | 'late'> =>
  Promise.race([
    work,
    new Promise<'late'>((resolve) => {
      setTimeout(() => resolve('late'), limitMs);
    }),
  ]);

/**
 * Stops the host that this app started, unless others use it; by force what does not end in time.
 *
 * @param closeAll ends the window, and with it the window's own connection
 */
const leaveHost = async ({ link, closeAll }: QuitParts): Promise<void> => {
  link.release();
  if (link.state.state === 'looking') {
    // The window may go at once. A host that was just started must not be left behind.
    closeAll();
    await within(deadlineMs, link.settled());
  }
  if (link.state.state !== 'open') return closeAll();
  const { host } = link.state;
  const attached = await within(deadlineMs, host.client.host.others());
  closeAll();
  if (!link.isOurs) return host.close();
  const giveUpAt = Date.now() + windowGoneMs;
  let left = await within(deadlineMs, host.leave());
  // As many as before: the window's connection is among them still.
  while (
    left !== 'late' &&
    attached !== 'late' &&
    left >= attached.others &&
    left > 0 &&
    Date.now() < giveUpAt
  ) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    left = await within(deadlineMs, host.leave());
  }
  if (left === 'late') await host.end();
};

export interface Quitting {
  /** Whether the window may close without a question. */
  readonly isUnderWay: boolean;
  /** Asks where something would be lost, then ends the app. */
  quit(): void;
  /** Ends it without a question, as the machine or a terminal demands. */
  quitNow(): void;
}

/** The one way out of the app. */
export const prepareQuit = (parts: QuitParts): Quitting => {
  let step: 'none' | 'asking' | 'leaving' = 'none';

  const leave = async (): Promise<void> => {
    if (step === 'leaving') return;
    step = 'leaving';
    try {
      await leaveHost(parts);
    } catch (error) {
      // It ended before we asked.
      console.warn('The host was gone:', error);
    } finally {
      parts.closeAll();
      app.exit();
    }
  };

  const ask = async (): Promise<void> => {
    if (step !== 'none') return;
    step = 'asking';
    try {
      if (!(await isConfirmed(parts))) {
        step = 'none';
        return;
      }
    } catch (error) {
      // It ended while we asked: then nothing is left to lose.
      console.warn('The host was gone:', error);
    }
    await leave();
  };

  app.on('before-quit', (event) => {
    event.preventDefault();
    void ask();
  });
  return {
    get isUnderWay() {
      return step === 'leaving';
    },
    quit: () => void ask(),
    quitNow: () => void leave(),
  };
};
