import { describe, expect, it } from 'vitest';
import { commands } from './commands';

describe('the commands of the window', () => {
  it('have ids and keys of their own', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(new Set(commands.map(({ keys }) => keys.toLowerCase())).size).toBe(commands.length);
  });
});
