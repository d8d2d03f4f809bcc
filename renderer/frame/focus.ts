/** The part of the window that changes with the screen. */
const openScreen = (): HTMLElement | null => document.querySelector('main');

/** Whether the open screen has the keys as a whole. */
export const isScreenFocused = (): boolean => document.activeElement?.matches('main') === true;

/** Gives the keys to the open screen as a whole, e.g. when a field is left. */
export const leaveField = (): void => openScreen()?.focus({ preventScroll: true });

/** Whether no element has the keys, as after the one that had them went away. */
const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

/** What takes the keys first on the open screen: what asks for them, the site that they were at, or the screen as a whole. */
export const focusScreen = (): void => {
  const screen = openScreen();
  const first = screen?.querySelector<HTMLElement>('[data-autofocus], [data-list-item][tabindex="0"]');
  (first ?? screen)?.focus({ preventScroll: true });
};

/** The element that has the keys; of a menu or popover, which closes, the button that opened it. */
export const focusedOpener = (): Element | null => {
  const focused = document.activeElement;
  const popup = focused?.closest('[role="menu"], [role="dialog"]') ?? null;
  return popup === null ? focused : document.querySelector(`[aria-controls="${CSS.escape(popup.id)}"]`);
};

/** Gives the keys back to what had them before a dialog; where that is gone, to the screen. What took them meanwhile keeps them. */
export const giveFocusBack = (opener: Element | null): void => {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.closest('[role="dialog"]') !== null) focused.blur();
  if (!isFocusLost()) return;
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  if (isFocusLost()) focusScreen();
};

/** Whether the keys stay where they are while another screen is shown: at the tab that leads to it, or in it already. */
export const isFocusKept = (): boolean =>
  !isFocusLost() &&
  document.activeElement?.closest('nav [aria-current="page"], main, [role="dialog"]') !== null;
