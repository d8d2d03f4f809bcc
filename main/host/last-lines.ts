import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lineSchema = z.object({
  time: z.union([z.number(), z.string()]).optional(),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

/** One line of host.log as people read it; what is no JSON of ours stays as it is. */
export const readableLine = (line: string): string => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return line;
  }
  const { success, data } = lineSchema.safeParse(parsed);
  if (!success) return line;
  const at = data.time === undefined ? null : new Date(data.time).toLocaleTimeString('en-GB');
  return [at, data.msg, data.err?.message].filter((part) => part !== null && part !== undefined).join('  ');
};

/** Far more than the lines that are shown. */
const tailBytes = 64 * 1024;

const tailOf = (file: string): string => {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    // No log was written yet, or it is not ours to read: then there is nothing to show, and the error itself says why.
    return '';
  }
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
};

/** The last lines that a host of this data folder wrote. @param count at least 1 */
export const lastHostLines = (dataFolder: string, count: number): string[] =>
  tailOf(join(dataFolder, 'logs', 'host.log'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map(readableLine);
