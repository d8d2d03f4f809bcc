import { AppError } from '../../app/contract';

/** Why a call failed, in the engine's words, with its next step. */
export interface Trouble {
  readonly message: string;
  readonly hint: string | null;
}

export const troubleOf = (error: unknown): Trouble => ({
  message: error instanceof Error ? error.message : String(error),
  hint: error instanceof AppError ? error.hint : null,
});
