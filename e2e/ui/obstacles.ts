import { expect } from '@playwright/test';
import type { Page } from 'playwright';
import type { Face } from './face';
import { seriousViolations } from './serious-violations';

/** Sizes of the content, in px: the last is a window of 1440 at 200 % zoom. */
const sizes = [
  [1024, 700],
  [800, 560],
  [720, 560],
] as const;
const usual = [1440, 900] as const;

const takeScheme = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  // What fades in has not its colours yet.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
};

const resize = async ({ page, ...face }: Face, [width, height]: readonly [number, number]): Promise<void> => {
  await face.resize(width, height);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
};

/** By how many px the window itself can be scrolled sideways, and the screen, where no table is wider than it. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const parts = [document.scrollingElement, document.querySelector('main:not(:has([role="grid"]))')];
    return Math.max(...parts.map((part) => (part === null ? 0 : part.scrollWidth - part.clientWidth)));
  });

/**
 * What is in anybody's way in what the window shows now: for a screen reader, in either scheme, in a small window. The desktop app shows
 * the same page, so that there only its older engine is asked, once.
 */
export const obstaclesOf = async (face: Face): Promise<string[]> => {
  const { page, name } = face;
  if (name === 'desktop') {
    await takeScheme(page, 'light');
    return seriousViolations(page);
  }
  await takeScheme(page, 'dark');
  // Only the colours differ.
  const dark = await seriousViolations(page, ['color-contrast']);
  await takeScheme(page, 'light');
  const found = [...dark.map((violation) => `in the dark: ${violation}`), ...(await seriousViolations(page))];
  for (const size of sizes) {
    await resize(face, size);
    const tooWide = await overflow(page);
    if (tooWide > 1) found.push(`${tooWide} px too wide for ${size.join(' × ')}`);
  }
  await resize(face, usual);
  return found;
};
