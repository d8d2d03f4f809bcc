import type { Page } from 'playwright';

/** Errors in the console, such as a breach of the content security policy, and exceptions, as they come. */
export const listenToComplaints = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
};
