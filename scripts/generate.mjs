// Generates the two Prisma clients below prisma/generated/, offline. Run: node scripts/generate.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hashOf } from './freshness.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const inputs = {
  catalog: ['schema.prisma', 'prisma.config.ts', 'model-generator.mjs'],
  sites: ['schema.prisma', 'prisma.config.ts'],
};

const stampOf = (client) =>
  hashOf([...inputs[client].map((file) => `prisma/${client}/${file}`), 'node_modules/prisma/package.json']);

/** Generates what is stale; takes 2 s a client, nothing when fresh. */
export const generateClients = () => {
  for (const client of Object.keys(inputs)) {
    const stampFile = `${root}prisma/generated/${client}/.stamp`;
    const stamp = stampOf(client);
    if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) continue;
    execFileSync(
      process.execPath,
      ['node_modules/prisma/build/index.js', 'generate', '--config', `prisma/${client}/prisma.config.ts`],
      {
        cwd: root,
        // Generating needs no schema engine; without a file that is there Prisma would fetch one.
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          CHECKPOINT_DISABLE: '1',
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
        },
        // What it prints on a good day is of no interest; on a bad one it is in the error.
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    writeFileSync(stampFile, stamp);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) generateClients();
