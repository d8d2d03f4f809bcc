/** A move of less than this share of what was told before is noise. */
const smallestMove = 1 / 64;

/**
 * What is told of an amount of memory that is measured again and again, so that clients hear of moves and not of noise.
 *
 * @param told before; null: nothing
 * @param measured in bytes
 */
export const steadyBytes = (told: number | null, measured: number): number =>
  told !== null && Math.abs(measured - told) < told * smallestMove ? told : measured;
