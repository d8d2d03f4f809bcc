import { z } from 'zod';

/** Kept between starts: where the window was, not maximised, and whether it was. */
export const keptWindowSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximized: z.boolean(),
});
export type KeptWindow = z.infer<typeof keptWindowSchema>;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest that the page is made for. */
export const smallestWindow = { width: 800, height: 560 } as const;
const usualWindow = { width: 1440, height: 900 } as const;

/** So much of the title bar must be on a display, for the window to be dragged by it. */
const graspable = { width: 100, height: 40 } as const;

const overlap = (a: Rectangle, b: Rectangle): { readonly width: number; readonly height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
});

const isGraspable = (window: Rectangle, display: Rectangle): boolean => {
  const titleBar = { ...window, height: graspable.height };
  const { width, height } = overlap(titleBar, display);
  return width >= graspable.width && height >= graspable.height;
};

const centred = (display: Rectangle): Rectangle => {
  const width = Math.min(usualWindow.width, display.width);
  const height = Math.min(usualWindow.height, display.height);
  return {
    x: display.x + Math.round((display.width - width) / 2),
    y: display.y + Math.round((display.height - height) / 2),
    width,
    height,
  };
};

/**
 * Where the window opens: as it was, where that can still be reached and fits, else in the middle of the first display.
 *
 * @param displays what of each is free for windows; the main one first, at least one
 */
export const placeWindow = (
  kept: KeptWindow | null,
  displays: readonly [Rectangle, ...Rectangle[]],
): Rectangle => {
  const home = kept === null ? undefined : displays.find((display) => isGraspable(kept, display));
  if (kept === null || home === undefined) return centred(displays[0]);
  const width = Math.max(smallestWindow.width, Math.min(kept.width, home.width));
  return {
    // One that became narrower must not leave the display by that.
    x: Math.max(kept.x, home.x + graspable.width - width),
    y: kept.y,
    width,
    height: Math.max(smallestWindow.height, Math.min(kept.height, home.height)),
  };
};
