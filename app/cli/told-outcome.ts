import type { exitCodes } from '../contract';

/** Thrown when a command has printed its result, and the result is not a success: only the exit code is left to be told. */
export class ToldOutcome extends Error {
  constructor(readonly kind: Exclude<keyof typeof exitCodes, 'done' | 'bug'>) {
    super(`told: ${kind}`);
    this.name = 'ToldOutcome';
  }
}
