import type { Page } from 'playwright';

/** What a window shows once it knows of a change: an element of the selector that has the text. */
interface Sight {
  readonly selector: string;
  /** Blank: any. */
  readonly text: string;
}

export interface ChangeTime {
  /** From the key press in the one window until the other shows what it did, in ms. */
  readonly sincePressMs: number;
  /** From the moment in which the one window shows that it is done until the other does, in ms; below 0 where that was first. */
  readonly sinceShownMs: number;
}

/** In a page: the moment of something, by the page's own clock, in ms since 1970. */
interface Moment {
  readonly at: Promise<number>;
}

/** Begins to look at once, so that nothing that comes after it is missed. */
const lookFor = (page: Page, sight: Sight) =>
  page.evaluateHandle(({ selector, text }): Moment => {
    const isThere = (): boolean =>
      [...document.querySelectorAll(selector)].some(({ textContent }) => textContent?.includes(text));
    return {
      at: new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      }),
    };
  }, sight);

const listenForKey = (page: Page, key: string) =>
  page.evaluateHandle(
    (wanted): Moment => ({
      at: new Promise((resolve) => {
        const onKey = (event: KeyboardEvent): void => {
          if (event.key !== wanted) return;
          window.removeEventListener('keydown', onKey, { capture: true });
          resolve(performance.timeOrigin + event.timeStamp);
        };
        window.addEventListener('keydown', onKey, { capture: true });
      }),
    }),
    key,
  );

/**
 * Presses a key in one window and waits until both show what it changed.
 *
 * @param chord as Playwright takes it, e.g. `Control+s`
 * @param own what the one window shows then
 * @param other what the other one shows
 */
export const changeTime = async (
  [from, own]: readonly [Page, Sight],
  chord: string,
  [to, other]: readonly [Page, Sight],
): Promise<ChangeTime> => {
  const pressed = await listenForKey(from, chord.split('+').at(-1) ?? chord);
  const shown = await lookFor(from, own);
  const seen = await lookFor(to, other);
  await from.keyboard.press(chord);
  const at = (moment: typeof seen): Promise<number> => moment.evaluate(({ at: when }) => when);
  const seenAt = await at(seen);
  return { sincePressMs: seenAt - (await at(pressed)), sinceShownMs: seenAt - (await at(shown)) };
};

export const medianOf = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Middle and longest of both times, for who reads the report. */
export const toldTimes = (times: readonly ChangeTime[]): string => {
  const told = (values: readonly number[]): string =>
    `median ${Math.round(medianOf(values))} ms, longest ${Math.round(Math.max(...values))} ms`;
  const sinceShown = told(times.map(({ sinceShownMs }) => sinceShownMs));
  const sincePress = told(times.map(({ sincePressMs }) => sincePressMs));
  return `${times.length} changes: ${sinceShown} after the window of the change; ${sincePress} after the key`;
};
