import { contrastOf, hexOf, type Rgb, rgbOf } from '../../theme/contrast';

/** Steps of a channel in the colour cube of terminals with 256 colours. */
const steps = [0, 95, 135, 175, 215, 255] as const;

const readableContrast = 4.5;
const mixSteps = 20;

/** A colour, moved towards that of the text until it is readable on a ground. */
export const readable = (hex: string, ground: string, text: string): string => {
  const [from, to] = [rgbOf(hex), rgbOf(text)];
  for (let step = 0; step < mixSteps; step++) {
    const share = step / mixSteps;
    const mixed = hexOf(
      [0, 1, 2].map((at) => (from[at] ?? 0) * (1 - share) + (to[at] ?? 0) * share) as unknown as Rgb,
    );
    if (contrastOf(mixed, ground) >= readableContrast) return mixed;
  }
  return text;
};

/** The colour with a number from 16 to 255, as terminals have them: a cube of 216, then 24 greys. */
const colourOf = (index: number): string => {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return hexOf([grey, grey, grey]);
  }
  const place = index - 16;
  const step = (at: number): number => steps[Math.floor(place / at) % 6] ?? 0;
  return hexOf([step(36), step(6), step(1)]);
};

/** First of the numbers that are ours; what a program shows in them is shown in another grey. */
export const ownStart = 232;
export const ownCount = 10;
const greyInstead = 242;

/**
 * Colours 16 to 255, each readable on the ground.
 *
 * @param own at most `ownCount`, for what we tell ourselves
 */
export const extendedColours = (ground: string, text: string, own: readonly string[]): string[] =>
  Array.from({ length: 240 }, (_, place) => {
    const index = 16 + place;
    return own[index - ownStart] ?? readable(colourOf(index), ground, text);
  });

const nearestStep = (value: number): number =>
  steps.reduce<number>(
    (best, step, place) => (Math.abs(step - value) < Math.abs((steps[best] ?? 0) - value) ? place : best),
    0,
  );

/** The number of the colour of the cube that is nearest. */
const nearest = (red: number, green: number, blue: number): number =>
  16 + 36 * nearestStep(red) + 6 * nearestStep(green) + nearestStep(blue);

/**
 * The parameters of a colour sequence with numbers for all colours: those given by their channels get the nearest number, and none is
 * one of ours.
 *
 * @param parameters between `[` and `m`, e.g. `1;38;2;255;0;0`
 */
export const numberedColours = (parameters: string): string => {
  const given = parameters.split(/[;:]/).map((part) => Number(part === '' ? '0' : part));
  const kept: number[] = [];
  for (let at = 0; at < given.length; at++) {
    const code = given[at] ?? 0;
    if (code !== 38 && code !== 48 && code !== 58) {
      kept.push(code);
    } else if (given[at + 1] === 5) {
      const index = given[at + 2] ?? 0;
      kept.push(code, 5, index >= ownStart && index < ownStart + ownCount ? greyInstead : index);
      at += 2;
    } else if (given[at + 1] === 2) {
      const [red = 0, green = 0, blue = 0] = given.slice(at + 2, at + 5);
      kept.push(code, 5, nearest(red, green, blue));
      at += 4;
    }
  }
  return kept.join(';');
};
