import { type DumpSource, sourceOfFile } from './dump-source';

/** What was dropped, files and folders apart. A folder's path is null where only a browser has it. */
export interface Dropped {
  readonly dumps: readonly DumpSource[];
  readonly folders: readonly { readonly name: string; readonly path: string | null }[];
}

/** @param pathOf the desktop app's; null in a browser */
export const droppedThings = (
  transfer: Pick<DataTransfer, 'items'>,
  pathOf: ((file: File) => string | null) | null,
): Dropped => {
  const dumps: DumpSource[] = [];
  const folders: { name: string; path: string | null }[] = [];
  for (const item of transfer.items) {
    const file = item.getAsFile();
    if (file === null) continue;
    const isFolder = item.webkitGetAsEntry()?.isDirectory ?? false;
    if (isFolder) folders.push({ name: file.name, path: pathOf?.(file) ?? null });
    else dumps.push(sourceOfFile(file, pathOf));
  }
  return { dumps, folders };
};
