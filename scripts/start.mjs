// npm start: installs what is missing, builds what is stale, opens Manysite in the browser.
import { prepare } from './prepare.mjs';

await prepare();
console.error('Manysite has no desktop app yet, so its interface is served in the browser.');
process.argv.splice(2, process.argv.length, 'serve', '--open', ...process.argv.slice(2));
await import('../dist/cli.mjs');
