// Whether the desktop app can be opened here.
import { findElectron } from './electron-runtime.mjs';

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** @returns the program to start it with; or null, and why not */
export const desktopHere = async () => {
  if (!hasDisplay()) return { program: null, reason: 'There is no display for the desktop app' };
  const runtime = await findElectron(console.error);
  if (runtime === null)
    return {
      program: null,
      reason: 'There is no Electron for the desktop app, and it could not be downloaded',
    };
  if (!runtime.isCurrent && process.env.MANYSITE_TEST_ELECTRON !== '1')
    return { program: null, reason: `Electron ${runtime.version} is too old for the desktop app` };
  return { program: runtime.program, reason: null };
};
