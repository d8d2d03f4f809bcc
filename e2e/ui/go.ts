import type { Page } from 'playwright';

/** Goes to a place by its fragment, as the back button does. */
export const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', `#${to}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
