// npm start: installs what is missing, builds what is stale, opens the desktop app; where there is none, the page in the browser.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { desktopHere } from './desktop-here.mjs';
import { prepare } from './prepare.mjs';

await prepare();
const root = fileURLToPath(new URL('../', import.meta.url));
const desktop = await desktopHere();
if (desktop.program === null) {
  console.error(`${desktop.reason}, so the page is served for your browser.`);
  process.argv.splice(2, process.argv.length, 'serve', '--open', ...process.argv.slice(2));
  await import('../dist/cli.mjs');
} else {
  const app = spawn(desktop.program, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A Ctrl-C reaches the app by the terminal, and it ends in order.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill('SIGTERM'));
  app.once('exit', (code) => process.exit(code ?? 1));
}
