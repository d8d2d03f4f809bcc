import { AppError } from '../contract';
import { archiveMagic } from './archive/archive-header';
import { looksLikeSql, mysqlMaker } from './plain/looks-like-sql';

export type Content = 'archive' | 'gzip' | 'plain' | 'pg_dumpall';

/** How much of a file tells what it is. */
export const sniffBytes = 64 * 1024;

interface Magic {
  readonly name: string;
  readonly at: number;
  readonly bytes: readonly number[];
  readonly hint: string;
}

const unpack = (tool: string): string => `Unpack it first (${tool}), then import what is inside.`;
const asCustom = 'Make a dump in custom format: pg_dump -Fc.';

/** What is known and not read yet, by its first bytes (each format's own specification). */
const unsupported: readonly Magic[] = [
  { name: 'zstd', at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], hint: unpack('zstd -d') },
  { name: 'lz4', at: 0, bytes: [0x04, 0x22, 0x4d, 0x18], hint: unpack('lz4 -d') },
  { name: 'zip', at: 0, bytes: [0x50, 0x4b, 0x03, 0x04], hint: unpack('unzip') },
  { name: 'zip', at: 0, bytes: [0x50, 0x4b, 0x05, 0x06], hint: unpack('unzip') },
  { name: 'xz', at: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], hint: unpack('xz -d') },
  { name: 'bzip2', at: 0, bytes: [0x42, 0x5a, 0x68], hint: unpack('bzip2 -d') },
  { name: '7-Zip', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], hint: unpack('7z x') },
  { name: 'tar', at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72], hint: asCustom },
  {
    name: 'SQLite',
    at: 0,
    bytes: [...Buffer.from('SQLite format 3\0')],
    hint: 'Manysite imports dumps of PostgreSQL.',
  },
];

const startsAt = (head: Buffer, { at, bytes }: Magic): boolean =>
  head.length >= at + bytes.length && bytes.every((byte, index) => head[at + index] === byte);

const refuse = (format: string, hint: string): AppError =>
  new AppError('dump-format-unsupported', `The dump is in ${format} format, which is not supported yet.`, {
    hint,
    data: { format },
  });

const isBzip2 = (head: Buffer): boolean =>
  head.subarray(4, 10).equals(Buffer.from([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]));

/** PowerShell's `>` writes UTF-16 with a byte order mark; without one, every other byte of ASCII is zero. */
const isUtf16 = (head: Buffer): boolean => {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return true;
  const start = head.subarray(0, 64);
  if (start.length < 16) return false;
  const zeros = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  return Math.max(...zeros) > start.length * 0.4 && Math.min(...zeros) === 0;
};

/** Text holds no NUL, and of the control characters only those that lay it out. */
const isText = (head: Buffer): boolean => {
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27) controls += 1;
  }
  return controls <= head.length / 100;
};

const sniffText = (head: Buffer): Content => {
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  const maker = mysqlMaker(text);
  if (maker !== null) {
    throw new AppError('dump-is-mysql', `The file is a dump of ${maker}, not of PostgreSQL.`, {
      hint: 'Manysite imports dumps of PostgreSQL only, made by pg_dump.',
      data: { maker },
    });
  }
  if (/^-- PostgreSQL database cluster dump\r?$/m.test(text.slice(0, 2000))) return 'pg_dumpall';
  if (looksLikeSql(text)) return 'plain';
  throw new AppError('dump-unreadable', 'The file is text, but no SQL: it is not a dump.', {
    hint: 'Name the file that pg_dump wrote.',
  });
};

/**
 * Tells what a file is by its content, never by its name.
 *
 * @param head its first bytes, `sniffBytes` of them where it has as many
 * @throws AppError `dump-empty`; `dump-format-unsupported` naming the format; `dump-is-mysql`; `dump-unreadable` for
 * what is no dump at all
 */
export const sniff = (head: Buffer): Content => {
  if (head.length === 0) {
    throw new AppError('dump-empty', 'The file is empty.', {
      hint: 'The dump failed, or was not finished, where it was made: make it again.',
    });
  }
  if (head.subarray(0, archiveMagic.length).equals(archiveMagic)) return 'archive';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const known = unsupported.find(
    (magic) => startsAt(head, magic) && (magic.name !== 'bzip2' || isBzip2(head)),
  );
  if (known !== undefined) throw refuse(known.name, known.hint);
  if (isUtf16(head))
    throw refuse(
      'UTF-16',
      'Make the dump with pg_dump --file=NAME: PowerShell turns what goes through > into UTF-16.',
    );
  if (isText(head)) return sniffText(head);
  throw new AppError(
    'dump-unreadable',
    'The file is no dump: its content is neither text nor any format that is known.',
    {
      hint: 'Name the file that pg_dump wrote; a transfer as text damages archives.',
    },
  );
};
