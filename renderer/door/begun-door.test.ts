import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { doorPath } from '../../app/contract';
import { type BegunDoor, takeBegunDoor } from './begun-door';
import { tokenKey } from './token';

const begun = (change: Partial<BegunDoor> = {}): { manysiteDoor?: BegunDoor } => ({
  manysiteDoor: {
    token: 'mine',
    socket: { onmessage: () => undefined, close: vi.fn() } as unknown as WebSocket,
    welcome: '{}',
    isClosed: false,
    ...change,
  },
});

describe('a connection that began before the script', () => {
  it('goes to the door that the contract names, with the token where the tab keeps it', () => {
    const script = readFileSync(new URL('../public/early-door.js', import.meta.url), 'utf8');
    expect(script).toContain(`\${location.host}${doorPath}\``);
    expect(script).toContain(`sessionStorage.getItem('${tokenKey}')`);
  });

  it('is taken once, and listens for its taker from then on', () => {
    const holder = begun();
    const taken = takeBegunDoor(holder, 'mine');
    expect(taken?.welcome).toBe('{}');
    expect(taken?.socket.onmessage).toBeNull();
    expect(takeBegunDoor(holder, 'mine')).toBeNull();
  });

  it('is left where it is over, or was begun with another token', () => {
    expect(takeBegunDoor(begun({ isClosed: true }), 'mine')).toBeNull();
    const other = begun({ token: 'old' });
    const socket = other.manysiteDoor?.socket;
    expect(takeBegunDoor(other, 'mine')).toBeNull();
    expect(socket?.close).toHaveBeenCalledOnce();
  });
});
