import type { Page } from 'playwright';

/** What a `<webview>` can tell; Electron's own types are those of its main process. */
interface Webview extends HTMLElement {
  getURL(): string;
  executeJavaScript(code: string): Promise<unknown>;
}

const selector = 'main webview, main iframe';

/** Where the preview is: a webview in the desktop app, a frame in a browser. */
export const addressOfPreview = (page: Page): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) =>
      element instanceof HTMLIFrameElement ? element.src : (element as Webview).getURL(),
    );

/** What the page in the preview says. */
export const textOfPreview = async (page: Page): Promise<string> => {
  const preview = page.locator(selector).first();
  const isFrame = await preview.evaluate((element) => element instanceof HTMLIFrameElement);
  if (isFrame)
    return (await page.locator('main iframe').first().contentFrame().locator('body').textContent()) ?? '';
  return String(
    await preview.evaluate((element) => (element as Webview).executeJavaScript('document.body.textContent')),
  );
};

/** How high the page in the preview is shown, in px. */
export const heightOfPreview = async (page: Page): Promise<number> => {
  const preview = page.locator(selector).first();
  const isFrame = await preview.evaluate((element) => element instanceof HTMLIFrameElement);
  if (isFrame)
    return page
      .locator('main iframe')
      .first()
      .contentFrame()
      .locator('body')
      .evaluate(() => innerHeight);
  return Number(await preview.evaluate((element) => (element as Webview).executeJavaScript('innerHeight')));
};
