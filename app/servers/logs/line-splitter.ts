import { StringDecoder } from 'node:string_decoder';

/** Longer lines are broken, so that a program that prints without a newline cannot fill our memory. */
export const maxLineLength = 8192;

/** Turns pieces of output into lines. */
export interface LineSplitter {
  /** Lines that this piece completes, without their end (`\n` or `\r\n`); everything else, ANSI included, stays. */
  push(bytes: Uint8Array): string[];
  /** The last line, where the output did not end with a newline. */
  end(): string[];
}

/** A splitter for one stream of UTF-8; bytes that are not UTF-8 become U+FFFD. */
export const createLineSplitter = (): LineSplitter => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): string[] => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    const lines = parts.flatMap((part) => broken(part.endsWith('\r') ? part.slice(0, -1) : part));
    while (rest.length > maxLineLength) {
      lines.push(rest.slice(0, maxLineLength));
      rest = rest.slice(maxLineLength);
    }
    return lines;
  };
  return {
    push: (bytes) => take(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    end: () => {
      const lines = take(decoder.end());
      const last = rest;
      rest = '';
      return last === '' ? lines : [...lines, last];
    },
  };
};

const broken = (line: string): string[] => {
  if (line.length <= maxLineLength) return [line];
  const pieces: string[] = [];
  for (let start = 0; start < line.length; start += maxLineLength) {
    pieces.push(line.slice(start, start + maxLineLength));
  }
  return pieces;
};
