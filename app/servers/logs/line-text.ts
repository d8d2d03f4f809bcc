import { z } from 'zod';
import { type LogLine, logLevelSchema, logLineSchema } from '../../contract';

const written =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (stdout|stderr|manysite)(?::(debug|warning|error))? (.*)$/s;

const writtenSchema = z.tuple([
  z.string(),
  logLineSchema.shape.at,
  logLineSchema.shape.stream,
  logLevelSchema.default('info'),
  z.string(),
]);

/** A line as its server's file has it, without its end: `TIME STREAM TEXT`, or `TIME STREAM:LEVEL TEXT` where the level is not info. */
export const textOfLine = ({ at, stream, level, text }: LogLine): string =>
  `${at} ${stream}${level === 'info' ? '' : `:${level}`} ${text}`;

/**
 * The line that a file has so.
 *
 * @param server whose file it is
 * @returns null where it is not written so, e.g. the rest of a line of our own that had several
 */
export const parseLine = (line: string, server: string): LogLine | null => {
  const parts = writtenSchema.safeParse(written.exec(line)?.slice());
  if (!parts.success) return null;
  const [, at, stream, level, text] = parts.data;
  return { at, server, stream, level, text };
};
