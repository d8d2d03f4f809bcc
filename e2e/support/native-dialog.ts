import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openDisplay } from './display';

const run = promisify(execFile);

const shownLimitMs = 20_000;
const lookAgainMs = 100;
/** A dialog takes keys only a moment after it is shown. */
const takenLimitMs = 3_000;
const attempts = 6;

const xdotool = async (...words: readonly string[]): Promise<string> => {
  const { stdout } = await run('xdotool', [...words], {
    env: { ...process.env, DISPLAY: await openDisplay() },
    timeout: 10_000,
  });
  return stdout.trim();
};

/** Windows with this in their title that are in sight on this process's display, by their ids. */
export const windowsNamed = (title: string) => async (): Promise<string[]> => {
  // The program ends with 1 where there is none.
  const found = await xdotool('search', '--onlyvisible', '--name', title).catch(() => '');
  return found === '' ? [] : found.split('\n');
};

const sizeOf = async (id: string): Promise<{ readonly width: number; readonly height: number }> => {
  // One that went away since it was listed has no size.
  const told = await xdotool('getwindowgeometry', id).catch(() => '');
  const [, width = 0, height = 0] = /(\d+)x(\d+)/.exec(told) ?? [];
  return { width: Number(width), height: Number(height) };
};

/** The windows in sight; null where one went away while they were looked for, on which xdotool gives up. */
const windowsOf = async (): Promise<readonly string[] | null> => {
  try {
    return (await xdotool('search', '--onlyvisible', '--name', '.*')).split('\n');
  } catch (error) {
    if (error instanceof Error && error.message.includes('BadWindow')) return null;
    throw error;
  }
};

/** A question is smaller than any window of the app, and larger than the windows that only listen. */
const isQuestion = async (id: string): Promise<boolean> => {
  const { width, height } = await sizeOf(id);
  return width > 50 && width < 790 && height > 30 && height < 550;
};

/** Waits for a window on this process's display and gives it the keys. */
const focusOn = async (isWanted: (id: string) => Promise<boolean>): Promise<string> => {
  const until = Date.now() + shownLimitMs;
  while (Date.now() < until) {
    for (const id of (await windowsOf()) ?? []) {
      if (!(await isWanted(id))) continue;
      await xdotool('windowfocus', '--sync', id);
      return id;
    }
    await delay(lookAgainMs);
  }
  throw new Error('A native dialog was expected on the display, and none was shown.');
};

const isGone = async (id: string): Promise<boolean> => {
  const until = Date.now() + takenLimitMs;
  // Twice, since a list that is made while windows go away may lack others, too.
  let absences = 0;
  while (Date.now() < until && absences < 2) {
    const windows = await windowsOf();
    if (windows !== null) absences = windows.includes(id) ? 0 : absences + 1;
    await delay(lookAgainMs);
  }
  return absences === 2;
};

/** Waits for a question of the app, presses keys in it as a person does, and waits until it is gone. */
export const answerDialog = async (...keys: readonly string[]): Promise<void> => {
  const id = await focusOn(isQuestion);
  for (const key of keys) await xdotool('key', '--window', id, key);
  if (!(await isGone(id))) throw new Error(`The question did not take ${keys.join(', ')}.`);
};

/** Waits for the file dialog of a title, types the path of a file, and takes it. */
export const typeIntoFileDialog = async (title: string, file: string): Promise<void> => {
  const id = await focusOn(async (window) => (await xdotool('getwindowname', window)) === title);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // What was typed before it listened is lost, so that the rest of it is replaced.
    await xdotool('key', '--window', id, 'ctrl+a');
    await xdotool('type', '--delay', '20', '--window', id, file);
    await xdotool('key', '--window', id, 'Return');
    if (await isGone(id)) return;
  }
  throw new Error(`The file dialog ${title} did not take ${file}.`);
};
