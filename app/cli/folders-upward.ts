import { dirname } from 'node:path';

/** A folder, then each that it lies in, up to the root. @param folder absolute */
export function* foldersUpward(folder: string): Generator<string> {
  yield folder;
  const above = dirname(folder);
  if (above !== folder) yield* foldersUpward(above);
}
