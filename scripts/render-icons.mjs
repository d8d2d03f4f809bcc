// Renders the logo to the icons that electron-builder takes, with the machine's Chromium. Run: npm run icons
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const root = fileURLToPath(new URL('../', import.meta.url));
const logo = readFileSync(join(root, 'renderer/public/favicon.svg'), 'utf8');
const target = join(root, 'build');
const browsers = [process.env.MANYSITE_TEST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const render = async () => {
  const executablePath = browsers.find((file) => file && existsSync(file));
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    const pictures = new Map();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${logo}`,
      );
      pictures.set(size, await page.screenshot({ omitBackground: true }));
    }
    return pictures;
  } finally {
    await browser.close();
  }
};

/** Windows takes PNG pictures in its container (since Vista). A size of 256 is written as 0. */
const icoOf = (pictures) => {
  const entries = [16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: pictures.get(size) }));
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length + 16 * entries.length;
  const directory = entries.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...directory, ...entries.map(({ png }) => png)]);
};

/** Types of macOS's container that hold PNG, with their pixels. */
const icnsTypes = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

const icnsOf = (pictures) => {
  const chunks = Object.entries(icnsTypes).map(([type, size]) => {
    const png = pictures.get(size);
    const head = Buffer.alloc(8);
    head.write(type, 0, 'ascii');
    head.writeUInt32BE(png.length + head.length, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'ascii');
  head.writeUInt32BE(
    chunks.reduce((sum, { length }) => sum + length, head.length),
    4,
  );
  return Buffer.concat([head, ...chunks]);
};

const pictures = await render();
mkdirSync(join(target, 'icons'), { recursive: true });
for (const size of sizes.filter((size) => size <= 512))
  writeFileSync(join(target, 'icons', `${size}x${size}.png`), pictures.get(size));
writeFileSync(join(target, 'icon.ico'), icoOf(pictures));
writeFileSync(join(target, 'icon.icns'), icnsOf(pictures));
console.log('Rendered build/icons, build/icon.ico and build/icon.icns.');
