import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopyScanner } from './copy-scanner';
import { decodeCopyRows } from './decode-copy';
import { dropFirstField } from './drop-first-field';

/** COPY's own writing of a value (PostgreSQL's documentation, "Text Format"). */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};
const writeField = (value: string | null): string =>
  value === null ? '\\N' : value.replaceAll(/[\\\n\r\t\b\f\v]/g, (char) => escapes[char] ?? char);
const writeRows = (rows: readonly (readonly (string | null)[])[]): string =>
  rows.map((row) => `${row.map(writeField).join('\t')}\n`).join('');

const value = fc.option(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\\.', '\\', '', '\n\\.\n', '\r\n', '\\N')),
  { nil: null },
);
const rowsOf = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 20 }));
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });

const cut = (bytes: Buffer, lengths: readonly number[]): Buffer[] => {
  const parts: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const length = lengths[index % lengths.length] ?? 1;
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
};

const scan = (parts: readonly Buffer[]) => {
  const scanner = new CopyScanner();
  const rows: Buffer[] = [];
  let rest = '';
  for (const part of parts) {
    if (scanner.isEnded) rest += part.toString();
    else {
      rows.push(scanner.take(part));
      rest = scanner.rest.toString();
    }
  }
  rows.push(scanner.finish());
  return { rows: Buffer.concat(rows).toString(), rest, scanner };
};

describe('CopyScanner', () => {
  it('counts rows and finds the end mark, whatever the rows hold and wherever they are cut', () => {
    fc.assert(
      fc.property(rowsOf, sizes, fc.constantFrom('\\.\n', '\\.\r\n'), (rows, lengths, mark) => {
        const text = writeRows(rows);
        const found = scan(cut(Buffer.from(`${text}${mark}SELECT 1;\n`), lengths));
        expect(found.rows).toBe(text);
        expect(found.rest).toBe('SELECT 1;\n');
        expect(found.scanner.rowCount).toBe(rows.length);
        expect(found.scanner.lineCount).toBe(rows.length + 1);
      }),
    );
  });

  it('takes an end mark without a newline at the end of the text', () => {
    for (const text of ['1\n\\.', '1\n\\.\r']) {
      const { rows, scanner } = scan([Buffer.from(text)]);
      expect(rows).toBe('1\n');
      expect(scanner.isEnded).toBe(true);
    }
  });

  it('says that there was no end mark', () => {
    for (const text of ['', '1\n', '1\n\\', '1\n2']) {
      const { rows, scanner } = scan(cut(Buffer.from(text), [1]));
      expect(rows).toBe(text);
      expect(scanner.isEnded).toBe(false);
    }
  });

  it('does not count a newline that a backslash escapes', () => {
    fc.assert(
      fc.property(sizes, (lengths) => {
        const { scanner } = scan(cut(Buffer.from('a\\\nb\nc\\\\\nd\\\\\\\ne\n\\.\n'), lengths));
        expect([scanner.rowCount, scanner.lineCount]).toEqual([3, 6]);
      }),
    );
  });
});

describe('decodeCopyRows', () => {
  it('gives back the values that were written', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        expect(decodeCopyRows(Buffer.from(writeRows(rows)), (bytes) => bytes.toString())).toEqual(rows);
      }),
    );
  });

  it('knows octal and hexadecimal bytes, and takes any other escaped character for itself', () => {
    const decoded = decodeCopyRows(Buffer.from('\\303\\244\\x41\\x4g\\q\\\\N\\0'), (bytes) =>
      bytes.toString(),
    );
    expect(decoded).toEqual([['äA\x04gq\\N\0']]);
  });
});

describe('dropFirstField', () => {
  it('leaves out the first field of each row, wherever the rows are cut', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, sizes, async (rows, lengths) => {
        const text = writeRows(rows.map((row) => ['16384', ...row]));
        const parts: Buffer[] = [];
        const source = (async function* () {
          yield* cut(Buffer.from(text), lengths);
        })();
        for await (const part of dropFirstField(source)) parts.push(part);
        expect(Buffer.concat(parts).toString()).toBe(writeRows(rows));
      }),
    );
  });
});
