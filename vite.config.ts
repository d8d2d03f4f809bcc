import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page, for Chrome 108 and later: the oldest that shows it is the runtime that the tests use. */
export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: '/',
  logLevel: 'warn',
  build: {
    target: 'chrome108',
    // Nothing inline: the page's policy allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: true,
    emptyOutDir: true,
    reportCompressedSize: false,
    // The first paint's own limit is 450 kB of gzipped script.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      // Mantine's files say that they are for clients of React's servers, which nothing here asks.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
