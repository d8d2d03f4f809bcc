// npm run screenshots: pictures of the real app with the demo, below docs/screenshots/.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

await prepare();
const { prepareTests } = await import('./prepare-tests.mjs');
await prepareTests();
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'playwright.screenshots.config.ts'],
  {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, MANYSITE_TEST_ELECTRON: '1' },
  },
);
process.exit(status ?? 1);
