// npm run screenshots: pictures of the real app with the demo, below docs/screenshots/.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

await prepare();
const root = fileURLToPath(new URL('../', import.meta.url));
const steps = [
  ['scripts/prepare-tests.mjs'],
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'playwright.screenshots.config.ts'],
];
for (const args of steps) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MANYSITE_TEST_ELECTRON: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
