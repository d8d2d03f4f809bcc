import { fileName } from '../../text/format';

/** A dump as it came: by its path on the host's machine, or as a file that a browser has to send. */
export type DumpSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'file'; readonly file: File };

export const nameOfSource = (source: DumpSource): string =>
  source.kind === 'path' ? fileName(source.path) : source.file.name;

/** What the file that was dropped is: by its path where the desktop app knows one, so that nothing is copied. */
export const sourceOfFile = (file: File, pathOf: ((file: File) => string | null) | null): DumpSource => {
  const path = pathOf?.(file) ?? null;
  return path === null ? { kind: 'file', file } : { kind: 'path', path };
};

/** `live-2026-10-30.sql.gz` → `live-2026-10-30`: what the database is called unless somebody says otherwise. */
export const labelOfName = (name: string): string =>
  name.replace(/(\.(dump|sql|gz|backup|pgdump|custom|psql|zst|lz4))+$/i, '') || 'database';
