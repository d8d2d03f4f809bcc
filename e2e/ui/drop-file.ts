import type { Page } from 'playwright';

/** Drops a file on the window, as the browser tells of it. */
export const dropFile = async (page: Page, name: string, content: Buffer): Promise<void> => {
  const carried = await page.evaluateHandle(
    (file) => {
      const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], file.name));
      return transfer;
    },
    { name, base64: content.toString('base64') },
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: carried });
};
