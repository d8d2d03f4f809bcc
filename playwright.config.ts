import { defineConfig } from '@playwright/test';
import type { FaceOptions } from './e2e/ui/face';

/** The window as people use it: the same specs in the desktop app and in a browser, each with a host of its own. */
export default defineConfig<object, FaceOptions>({
  testDir: 'e2e/ui',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/ui',
  // Each file has a data folder, ports and a window of its own.
  workers: 3,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  projects: [
    { name: 'browser', use: { face: 'browser' } },
    { name: 'desktop', use: { face: 'desktop' } },
  ],
});
