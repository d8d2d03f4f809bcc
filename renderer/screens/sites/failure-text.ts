import { type Exit, exitText, isExceptionLine } from '../../../app/contract';
import { formatDuration } from '../../text/format';

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** How often a server failed and within what time, or how it failed the only time. */
export const failureTitle = (failures: readonly Exit[]): string => {
  const [first] = failures;
  const last = failures.at(-1);
  if (first === undefined || last === undefined) return 'Does not run';
  if (failures.length === 1) return capital(exitText(last));
  const spanMs = Date.parse(last.at) - Date.parse(first.at);
  return `Failed ${failures.length} times in ${formatDuration(spanMs)}`;
};

/** Python's markers below a line of source. */
const isMarker = (line: string): boolean => /^[\s~^]*$/.test(line);

/** Python's own way to a module, of which nobody can mend anything. */
const isImportlib = (line: string): boolean => /^\s*File "<frozen importlib/.test(line);

/** A line of a traceback without what a card has no room for: most of the path, and the function's name. */
const shortLine = (line: string): string =>
  line.replace(/^(\s*)File "([^"]+)", line (\d+).*$/, (_, indent: string, path: string, number: string) => {
    const parts = path.split(/[\\/]/);
    return `${indent}File "${parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : path}", line ${number}`;
  });

export interface ShownLine {
  /** Its place among all lines, from 0. */
  readonly number: number;
  readonly text: string;
  /** It tells what went wrong, not where. */
  readonly isCause: boolean;
}

/**
 * The end of a server's log, for a card.
 *
 * @param count most lines
 */
export const shownLines = (lines: readonly string[], count: number): readonly ShownLine[] =>
  lines
    .map((line, number) => ({ number, text: shortLine(line), isCause: isExceptionLine(line) }))
    .filter(({ text }) => !isMarker(text) && !isImportlib(text))
    .slice(-count);

/** Why a server failed in one line: what Python said last, else how the process ended. */
export const failureReason = (failures: readonly Exit[], lastLines: readonly string[]): string => {
  const cause = [...lastLines].reverse().find(isExceptionLine);
  if (cause !== undefined) return cause;
  const last = failures.at(-1);
  return last === undefined ? 'does not run' : exitText(last);
};
