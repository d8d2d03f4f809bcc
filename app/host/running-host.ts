import type { HostInfo } from '../contract';

/** The host, as its own calls and its process see it. */
export interface RunningHost {
  info(): HostInfo;
  /** Connections that were let in. */
  clientCount(): number;
  /** Stops everything but the caller's connection, which ends when the process does. */
  stopForCaller(): Promise<{ stopped: string[] }>;
  /** @param reason told to every client; 123 bytes at most */
  stop(reason: string): Promise<void>;
  /** Stops because of an error that nobody handled: what runs is ended in order, since its state is not known any more. */
  fail(error: unknown): Promise<void>;
  /** Resolves when all is stopped and the process may end, with its exit code. */
  readonly stopped: Promise<number>;
}
