import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles a thread's entry, since threads written in TypeScript do not load under the test runner. */
export const buildWorker = async (entry: string, folder: string): Promise<URL> => {
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    external: ['pg-native'],
  });
  return pathToFileURL(outfile);
};
