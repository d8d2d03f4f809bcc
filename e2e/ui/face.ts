import { test as plain } from '@playwright/test';
import type { Page } from 'playwright';
import { openSandbox, type Sandbox } from '../support/sandbox';
import { openInBrowser } from './open-browser-face';
import { openOnDesktop } from './open-desktop-face';

/** A window of Manysite, in whichever face. */
export interface Face {
  readonly name: 'browser' | 'desktop';
  readonly page: Page;
  readonly sandbox: Sandbox;
  /** What the console said as an error, and exceptions of the page. */
  readonly complaints: string[];
  /** Makes the window's content so large, in px. */
  resize(width: number, height: number): Promise<void>;
  /** A PNG of the window as a person sees it: the browser's own pictures show scaled webviews wrongly. */
  capture(): Promise<Buffer>;
  /** Does what asks for a dump, and takes a file in the dialog that comes, without a pointer. */
  chooseDump(ask: () => Promise<void>, file: string): Promise<void>;
  /** Addresses that were opened outside of the window so far. */
  openedElsewhere(): string[];
  /** A second client: a tab of a browser. */
  openTab(): Promise<Page>;
  /** Ends the face as a person does. */
  close(): Promise<void>;
}

export interface FaceOptions {
  readonly face: Face['name'];
}

interface WorkerFixtures extends FaceOptions {
  readonly story: string;
  readonly opened: Face;
}

const test = plain.extend<{ readonly traced: undefined }, WorkerFixtures>({
  story: ['', { scope: 'worker', option: true }],
  face: ['browser', { scope: 'worker', option: true }],
  opened: [
    async ({ face }, use) => {
      const sandbox = openSandbox();
      const shown = await (face === 'desktop' ? openOnDesktop : openInBrowser)(sandbox);
      let closing: Promise<void> | null = null;
      const opened: Face = {
        ...shown,
        close: () => {
          closing ??= shown.close();
          return closing;
        },
      };
      await opened.page.context().tracing.start({ snapshots: true });
      await use(opened);
      await opened.close();
      await sandbox.dispose();
    },
    { scope: 'worker' },
  ],
  traced: [
    async ({ opened }, use, info) => {
      const { tracing } = opened.page.context();
      await tracing.startChunk({ title: info.title });
      await use(undefined);
      const isAsExpected = info.status === info.expectedStatus;
      if (isAsExpected || opened.page.isClosed()) {
        if (!opened.page.isClosed()) await tracing.stopChunk();
        return;
      }
      await opened.page.screenshot({ path: info.outputPath('window.png') });
      await tracing.stopChunk({ path: info.outputPath('trace.zip') });
    },
    { auto: true },
  ],
});

/**
 * The tests of one story, told in order to one window, which `opened` is; each has a trace of its own where it fails.
 *
 * @param story its name, unlike that of any other file: Playwright keeps a worker, and so its window, for the next file that asks for
 *   the same
 */
export const testsOf = (story: string) => test.extend({ story });
