import { describe, expect, test } from 'vitest';
import { AppError } from '../../contract';
import { checkedCommand, fillCommand } from './fill-command';

const address = { host: '127.0.0.1', port: 8123 };

describe('the address in a command', () => {
  test('is filled in wherever an argument names it', () => {
    expect(fillCommand(['python', 'manage.py', '{host}:{port}', '--stats={port}'], address)).toEqual([
      'python',
      'manage.py',
      '127.0.0.1:8123',
      '--stats=8123',
    ]);
  });

  test('leaves other braces, dollars and the program as they are', () => {
    expect(fillCommand(['{port}', '{}', '{{port}}', '{Port}', '$1 $& {port}'], address)).toEqual([
      '{port}',
      '{}',
      '{8123}',
      '{Port}',
      '$1 $& 8123',
    ]);
  });
});

describe('a configured command', () => {
  test('with a port is taken as it is', () => {
    expect(checkedCommand(['serve', '{host}:{port}'])).toEqual(['serve', '{host}:{port}']);
  });

  test.each([[[]], [['']], [[' ', '{port}']]])('%j names no program', (command) => {
    expect(() => checkedCommand(command)).toThrow(AppError);
    expect(() => checkedCommand(command)).toThrow('names no program');
  });

  test.each([[['serve']], [['serve', '8000']], [['{port}', '{host}']]])(
    '%j cannot be told its port',
    (command) => {
      expect(() => checkedCommand(command)).toThrow(
        expect.objectContaining({
          code: 'setting-invalid',
          message: expect.stringContaining('has no {port}'),
        }),
      );
    },
  );
});
