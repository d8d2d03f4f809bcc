// npm start: installs what is missing, builds what is stale, opens Manysite in the browser.
import { prepare } from './prepare.mjs';

await prepare();
process.argv.splice(2, process.argv.length, 'serve', '--open', ...process.argv.slice(2));
await import('../dist/cli.mjs');
