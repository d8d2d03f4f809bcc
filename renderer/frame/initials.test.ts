import { describe, expect, it } from 'vitest';
import { initialsOf } from './initials';

describe('initials of a project', () => {
  it.each([
    ['shop', 'SH'],
    ['my-shop', 'MS'],
    ['Tideline', 'TI'],
    ['north west trains', 'NW'],
    ['é', 'É'],
    ['👟👟 x', 'X'],
    ['!!', '!!'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
