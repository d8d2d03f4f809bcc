import { join } from 'node:path';

/** Where the shell finds and keeps things. */
export interface ShellPlaces {
  readonly dataFolder: string;
  /** Chromium's profile: cookies of previews, lock of the one app. */
  readonly profileFolder: string;
  readonly keptStateFile: string;
  /** dist/, in a package inside its archive. */
  readonly distFolder: string;
  /** host.mjs, outside of the archive: another Node cannot read in it. */
  readonly hostEntry: string;
}

/** @param distFolder of the running bundle */
export const shellPlaces = (distFolder: string, dataFolder: string): ShellPlaces => ({
  dataFolder,
  profileFolder: join(dataFolder, 'desktop'),
  keptStateFile: join(dataFolder, 'desktop', 'window.json'),
  distFolder,
  hostEntry: join(distFolder.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked'), 'host.mjs'),
});
