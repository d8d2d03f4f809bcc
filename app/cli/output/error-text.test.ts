import { describe, expect, test } from 'vitest';
import { renderError } from './error-text';
import { paintFor } from './paint';

const plain = paintFor(false);

describe('an error', () => {
  const shape = {
    code: 'server-died' as const,
    message: 'The server ended.',
    hint: 'See the log.',
    data: {},
  };

  test('has message, what the program said, and the next step, in this order', () => {
    const text = renderError({ ...shape, data: { lastLines: ['Traceback', '\u001b[2JKeyError'] } }, plain);
    expect(text).toBe('Error: The server ended.\n  | Traceback\n  | KeyError\nNext:  See the log.');
  });

  test('that is a bug has its stack', () => {
    expect(renderError({ ...shape, code: 'bug', data: { stack: 'Error: x\n    at y' } }, plain)).toContain(
      'at y',
    );
  });

  test('is coloured only where colours are shown', () => {
    expect(renderError(shape, paintFor(true))).toContain('\u001b[31mError:\u001b[39m');
  });
});
