/** A connection that public/early-door.js began, with the host's welcome as far as it has come. */
export interface BegunDoor {
  readonly token: string;
  readonly socket: WebSocket;
  /** Null: not yet. */
  readonly welcome: string | null;
  readonly isClosed: boolean;
}

declare global {
  interface Window {
    manysiteDoor?: BegunDoor;
  }
}

/** The connection that was begun with a token, once; null: none, another token's, or one that is over already. */
export const takeBegunDoor = (holder: Pick<Window, 'manysiteDoor'>, token: string): BegunDoor | null => {
  const begun = holder.manysiteDoor;
  delete holder.manysiteDoor;
  if (begun === undefined || begun.isClosed) return null;
  begun.socket.onmessage = null;
  if (begun.token === token) return begun;
  begun.socket.close();
  return null;
};
