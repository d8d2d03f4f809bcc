import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { openDisplay } from './display';

const run = promisify(execFile);

const xdotool = async (...words: readonly string[]): Promise<string> => {
  const { stdout } = await run('xdotool', [...words], {
    env: { ...process.env, DISPLAY: await openDisplay() },
    timeout: 10_000,
  });
  return stdout.trim();
};

const sizeOf = async (id: string): Promise<{ readonly width: number; readonly height: number }> => {
  const [, width = 0, height = 0] = /(\d+)x(\d+)/.exec(await xdotool('getwindowgeometry', id)) ?? [];
  return { width: Number(width), height: Number(height) };
};

/** A dialog is smaller than any window of the app, and larger than the windows that only listen. */
const findDialog = async (): Promise<string | null> => {
  const ids = (await xdotool('search', '--onlyvisible', '--name', '.*')).split('\n');
  for (const id of ids) {
    const { width, height } = await sizeOf(id);
    if (width > 50 && width < 790 && height > 30 && height < 550) return id;
  }
  return null;
};

/** Waits for the native dialog of the app on this process's display, and presses keys in it, as a person does. */
export const answerDialog = async (...keys: readonly string[]): Promise<void> => {
  let found: string | null = null;
  await expect
    .poll(
      async () => {
        found = await findDialog();
        return found;
      },
      { timeout: 20_000 },
    )
    .not.toBeNull();
  const id = String(found);
  await xdotool('windowfocus', '--sync', id);
  for (const key of keys) await xdotool('key', '--window', id, key);
};
