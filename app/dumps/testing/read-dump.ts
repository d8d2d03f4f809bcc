import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DumpEntry, DumpReader } from '../entry';
import { openDump } from '../open-dump';

export const never = new AbortController().signal;

/** An entry with its rows or objects read. */
export type ReadEntry =
  | Exclude<DumpEntry, { kind: 'rows' | 'large-objects' }>
  | (Extract<DumpEntry, { kind: 'rows' }> & { readonly text: string; readonly rowCount: number })
  | (Extract<DumpEntry, { kind: 'large-objects' }> & { readonly objects: Readonly<Record<number, string>> });

/** A folder of its own for each test file; `remove` it in the end. */
export const temporaryFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'manysite-dumps-'));
  let count = 0;
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    /** Writes a file under a name that tells nothing. */
    async write(content: Buffer | string): Promise<string> {
      count += 1;
      const path = join(folder, `file-${count}`);
      await writeFile(path, content);
      return path;
    },
  };
};

const readStream = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};

const readEntry = async (entry: DumpEntry): Promise<ReadEntry> => {
  if (entry.kind === 'rows') {
    const opened = entry.open(never);
    const text = await readStream(opened.stream);
    return { ...entry, text, rowCount: opened.rowCount() };
  }
  if (entry.kind !== 'large-objects') return entry;
  const objects: Record<number, string> = {};
  for await (const { oid, data } of entry.open(never)) objects[oid] = await readStream(data);
  return { ...entry, objects };
};

export const readEntries = async (reader: DumpReader): Promise<ReadEntry[]> => {
  const entries: ReadEntry[] = [];
  for await (const entry of reader.entries(never)) entries.push(await readEntry(entry));
  return entries;
};

/** Opens a dump, reads everything in it, and closes it. */
export const readDump = async (file: string) => {
  const reader = await openDump(file, never);
  try {
    const entries = await readEntries(reader);
    return {
      header: reader.header,
      entries,
      isComplete: reader.isComplete(),
      definitions: entries.filter((entry) => entry.kind === 'definition'),
      rows: entries.filter((entry) => entry.kind === 'rows'),
      skipped: entries.filter((entry) => entry.kind === 'skipped').map((entry) => entry.what),
    };
  } finally {
    await reader.close();
  }
};
