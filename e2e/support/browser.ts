import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's Chromium, told to stay on this machine: every local domain leads to loopback without any DNS. */
export const openBrowser = (): Promise<Browser> => {
  const executablePath = process.env.MANYSITE_TEST_CHROMIUM ?? candidates.find((file) => existsSync(file));
  if (executablePath === undefined)
    throw new Error('Chromium was expected in /usr/bin; `npm test` installs it.');
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--host-resolver-rules=MAP *.127.0.0.1.nip.io 127.0.0.1',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // There is none; to draw as if there were one costs a fifth more.
      '--disable-gpu',
    ],
  });
};
