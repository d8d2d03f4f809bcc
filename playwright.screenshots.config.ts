import { defineConfig } from '@playwright/test';
import type { FaceOptions } from './e2e/ui/face';

/** `npm run screenshots`: pictures of the real app with the demo, for README.md. */
export default defineConfig<object, FaceOptions>({
  testDir: 'e2e/screenshots',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/screenshots',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  projects: [{ name: 'desktop', use: { face: 'desktop' } }],
});
