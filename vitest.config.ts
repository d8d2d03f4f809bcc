import { defineConfig } from 'vitest/config';

/** What is too long for each landing; `npm run test:full` runs it besides everything else. */
const long = '**/*.full.test.ts';
const installed = '**/node_modules/**';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          // Two hundred small files: to load everything anew for each takes four times as long as the tests.
          isolate: false,
          testTimeout: 30_000,
          include: ['{app,main,scripts}/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', long, installed],
        },
      },
      {
        test: {
          name: 'integration',
          sequence: { groupOrder: 1 },
          isolate: false,
          include: ['app/**/*.integration.test.ts'],
          exclude: [long, installed],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['e2e/**/*.test.ts'],
          exclude: [long, installed],
          testTimeout: 240_000,
          hookTimeout: 300_000,
          // Each test has a data folder and ports of its own, and waits more than it computes.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'full',
          sequence: { groupOrder: 3 },
          include: ['{app,e2e,main,renderer,scripts}/**/*.full.test.{ts,tsx}'],
          exclude: [installed],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
