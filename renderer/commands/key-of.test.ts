import { describe, expect, it } from 'vitest';
import { commands } from '../../app/contract';
import { beginsSequence, commandOfKey, isSingleKey, type KeyPress } from './key-of';

const none: KeyPress = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ ...none, key, ...more });
const linux = { isMac: false, isBrowser: false, pending: null };
const of = (key: KeyPress, surroundings = {}) => commandOfKey(key, commands, { ...linux, ...surroundings });

describe('keys of commands', () => {
  it('are Ctrl on Linux and Windows, ⌘ on macOS', () => {
    expect(of(press('k', { ctrlKey: true }))).toBe('palette');
    expect(of(press('k', { metaKey: true }))).toBeNull();
    expect(of(press('k', { metaKey: true }), { isMac: true })).toBe('palette');
    expect(of(press('k', { ctrlKey: true }), { isMac: true })).toBeNull();
  });

  it('tell Shift apart', () => {
    expect(of(press('s', { ctrlKey: true }))).toBe('save');
    expect(of(press('S', { ctrlKey: true, shiftKey: true }))).toBe('snapshot');
  });

  it('take signs that need Shift on some keyboards', () => {
    expect(of(press('?', { shiftKey: true }))).toBe('shortcuts');
    expect(of(press('/'))).toBe('search');
  });

  it('reach the n-th database by Ctrl in the app and by Alt in a browser', () => {
    expect(of(press('2', { ctrlKey: true }))).toBe('database-2');
    expect(of(press('2', { altKey: true }), { isBrowser: true })).toBe('database-2');
    expect(of(press('2', { ctrlKey: true }), { isBrowser: true })).toBeNull();
  });

  it('may be two, one after the other', () => {
    expect(beginsSequence(press('g'), commands)).toBe(true);
    expect(of(press('d'))).toBeNull();
    expect(of(press('d'), { pending: 'G' })).toBe('go-databases');
    expect(of(press('r'), { pending: 'G' })).toBe('go-rewrite');
    expect(of(press('r'))).toBe('restart-server');
  });

  it('are single letters or not', () => {
    expect(isSingleKey('R')).toBe(true);
    expect(isSingleKey('g S')).toBe(true);
    expect(isSingleKey('mod+S')).toBe(false);
  });
});
