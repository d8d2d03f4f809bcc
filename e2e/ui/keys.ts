import { expect } from '@playwright/test';
import type { Locator, Page } from 'playwright';

/** Enough for every screen: what is further away than so many stops nobody reaches by the keys. */
const longestWay = 60;

interface Pointer {
  count: number;
}

/**
 * Counts from now on what somebody does with a pointer in the page. Its moves say nothing: a pointer that rests is told to have moved
 * when something else comes below it.
 *
 * @returns how much it was so far
 */
export const watchPointer = async (page: Page): Promise<() => Promise<number>> => {
  const pointer = await page.evaluateHandle((): Pointer => {
    const seen = { count: 0 };
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(
        type,
        () => {
          seen.count += 1;
        },
        { capture: true },
      );
    return seen;
  });
  return () => pointer.evaluate(({ count }) => count);
};

/** What has the keys: in words, and whether a person sees that it has. */
const focused = (page: Page): Promise<{ readonly words: string; readonly isShown: boolean }> =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const words = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40)}`;
    const isOutlined = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration): boolean =>
      outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    // Of the sheet the whole card is outlined. A field that is alone in what was opened shows its cursor, a page what it has itself.
    const isShown =
      element.getAttribute('role') === 'combobox' ||
      element.matches('iframe, webview') ||
      [null, '::after'].some((part) => isOutlined(getComputedStyle(element, part)));
    return { words, isShown: element !== document.body && isShown };
  });

/** Expects that something of the page has the keys, and that it is seen. */
export const expectFocusShown = async (page: Page): Promise<void> => {
  await expect.poll(() => focused(page)).toMatchObject({ isShown: true });
};

/** Expects that the keys are on the open screen. */
export const expectFocusOnScreen = async (page: Page): Promise<void> => {
  await expect(page.locator('main:focus, main :focus')).toHaveCount(1);
  await expectFocusShown(page);
};

const hasFocus = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => element === document.activeElement);

/** Goes by Tab to a control; what has the keys on the way is seen, too. */
export const tabTo = async (page: Page, control: Locator): Promise<void> => {
  await expect(control).toBeEnabled();
  for (let stop = 0; stop < longestWay; stop += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(control)) return expectFocusShown(page);
  }
  throw new Error(`Not reached by ${longestWay} times Tab: ${control}`);
};
