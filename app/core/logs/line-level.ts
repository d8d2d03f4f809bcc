import { isExceptionLine } from '../../contract';

/** How much a log line matters. Servers say it in many ways; what says nothing is `info`. */
export type LineLevel = 'debug' | 'info' | 'warning' | 'error';

/** Colours say nothing here (ECMA-48, SGR). */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** A word of Python's logging, where formatters put it: among the first words of a line, alone or in brackets. */
const levelWord =
  /^(?:[^A-Z]{0,40}?)[[(]?\b(CRITICAL|FATAL|ERROR|WARNING|WARN|INFO|DEBUG)\b[\])]?(?=[\s:|,]|$)/;

const levelOfWord: Readonly<Record<string, LineLevel>> = {
  CRITICAL: 'error',
  FATAL: 'error',
  ERROR: 'error',
  WARNING: 'warning',
  WARN: 'warning',
  INFO: 'info',
  DEBUG: 'debug',
};

/** A request as Django's development server and the common log format write it; Django gives it the level of its status. */
const request = /"[A-Z]+ \S+ HTTP\/[\d.]+" (\d{3})\b/;

const traceback = 'Traceback (most recent call last):';

/** What Python said last of why it ended, without colours: the exception's own line; null where there is none. */
export const causeOf = (lines: readonly string[]): string | null =>
  lines.map((line) => line.replace(colours, '')).findLast(isExceptionLine) ?? null;

const levelOfText = (text: string): LineLevel => {
  const status = Number(request.exec(text)?.[1]);
  if (status >= 500) return 'error';
  if (status >= 400) return 'warning';
  if (status >= 100) return 'info';
  if (isExceptionLine(text)) return 'error';
  return levelOfWord[levelWord.exec(text)?.[1] ?? ''] ?? 'info';
};

/**
 * The levels of one stream's lines, one after the other: what belongs to a traceback is an error with it, up to the exception that
 * ends it.
 */
export const createLevelReader = (): ((text: string) => LineLevel) => {
  let isInTraceback = false;
  return (line) => {
    const text = line.replace(colours, '');
    if (text.startsWith(traceback)) isInTraceback = true;
    if (!isInTraceback) return levelOfText(text);
    // Indented lines are its frames; the first other one, after the head, is the exception.
    if (text !== '' && !/^\s/.test(text) && !text.startsWith(traceback)) isInTraceback = false;
    return 'error';
  };
};
