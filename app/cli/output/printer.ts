import { type ErrorShape, toErrorShape } from '../../contract';
import type { Terminal } from '../terminal';
import { renderError } from './error-text';
import { type Paint, paintFor } from './paint';

/** Results go to stdout, everything else to stderr. */
export interface Printer {
  readonly isJson: boolean;
  readonly paint: Paint;
  /** The result of a command: the value as JSON, or its text. */
  readonly result: (value: unknown, text: (paint: Paint) => string) => void;
  /** One value of an endless result: a JSON text a line, or its text. */
  readonly next: (value: unknown, text: (paint: Paint) => string) => void;
  /** A remark for a person; silent with `--json`. */
  readonly note: (text: string) => void;
  /** What a person must know whatever is read by programs: on stderr, also with `--json`. */
  readonly warn: (text: string) => void;
  readonly error: (error: unknown) => ErrorShape;
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

export const printerFor = (terminal: Terminal, isJson: boolean): Printer => {
  const paint = paintFor(terminal.hasColour);
  return {
    isJson,
    paint,
    result: (value, text) =>
      void terminal.stdout.write(isJson ? `${JSON.stringify(value, null, 2)}\n` : ended(text(paint))),
    next: (value, text) =>
      void terminal.stdout.write(isJson ? `${JSON.stringify(value)}\n` : ended(text(paint))),
    note: (text) => {
      if (!isJson) terminal.stderr.write(ended(text));
    },
    warn: (text) => void terminal.stderr.write(ended(text)),
    error: (error) => {
      const shape = toErrorShape(error);
      if (isJson) terminal.stdout.write(`${JSON.stringify({ error: shape }, null, 2)}\n`);
      else
        terminal.stderr.write(
          ended(renderError(shape, paintFor(terminal.hasColour && terminal.isInteractive))),
        );
      return shape;
    },
  };
};
