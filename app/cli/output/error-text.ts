import type { ErrorShape } from '../../contract';
import { cleanLogLine, cleanText } from './clean-text';
import type { Paint } from './paint';

const shownLines = 20;

const lines = (value: unknown): string[] => {
  if (typeof value === 'string') return value.split('\n');
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];
};

/** What the failed program last said, where the error carries it. */
const tail = (shape: ErrorShape): string[] => {
  const all = lines(shape.data.lastLines ?? shape.data.output).filter((line) => line.trim() !== '');
  return all.slice(-shownLines);
};

/** An error for people: what happened, what the program said, the next step; a bug with its stack. */
export const renderError = (shape: ErrorShape, paint: Paint): string => {
  const said = tail(shape).map((line) => paint.dim(`  | ${cleanLogLine(line, false)}`));
  const message = shape.message.split('\n').map(cleanText).join('\n');
  const stack = shape.code === 'bug' ? lines(shape.data.stack).map((line) => paint.dim(cleanText(line))) : [];
  return [
    `${paint.bad(shape.code === 'cancelled' ? 'Cancelled:' : 'Error:')} ${message}`,
    ...said,
    ...(shape.hint === null ? [] : [`${paint.dim('Next:')}  ${cleanText(shape.hint)}`]),
    ...stack,
  ].join('\n');
};
