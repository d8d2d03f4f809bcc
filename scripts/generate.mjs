// Generates the two Prisma clients below prisma/generated/, offline. Run: node scripts/generate.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hashOf } from './freshness.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const clients = ['catalog', 'sites'];
const inputs = (client) => [
  `prisma/${client}/schema.prisma`,
  `prisma/${client}/prisma.config.ts`,
  'node_modules/prisma/package.json',
];

/** Generates what is stale; takes 2 s a client, nothing when fresh. */
export const generateClients = () => {
  for (const client of clients) {
    const stampFile = `${root}prisma/generated/${client}/.stamp`;
    const stamp = hashOf(inputs(client));
    if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) continue;
    execFileSync(
      process.execPath,
      ['node_modules/prisma/build/index.js', 'generate', '--config', `prisma/${client}/prisma.config.ts`],
      {
        cwd: root,
        // Generating needs no schema engine; without this Prisma would fetch one.
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.platform === 'win32' ? process.execPath : '/bin/true',
          CHECKPOINT_DISABLE: '1',
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    writeFileSync(stampFile, stamp);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) generateClients();
