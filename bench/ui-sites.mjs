// How smooth 200 sites are: frames while sheet and table are scrolled from top to end and back, with pictures, and with requests that change
// figures all the time. The peer is a plain page of the same height that is scrolled in the same way, in the same browser and run.
// Run: npm run bench:sites [-- SITES]. The limit is a frame of a screen with 60 Hz, by processor time: other work on this machine does not count.
import { request } from 'node:http';
import { register } from 'tsx/esm/api';
import { tell } from './figures.mjs';
import { followFrames } from './frames.mjs';

register();
const { servePage } = await import('./open-page.mjs');
const { siteTableOf, writeDump } = await import('../e2e/support/made-dump.ts');
const { openSandbox } = await import('../e2e/support/sandbox.ts');
const { makeTinyProject } = await import('../e2e/support/tiny-project.ts');
const { attachTo } = await import('../e2e/support/watcher.ts');

const count = Number(process.argv[2] ?? 200);
const frameMs = 1000 / 60;

const sites = Array.from({ length: count }, (_, index) => ({
  id: index + 1,
  domain: `www.shop-${index + 1}.example`,
  name: `Shop ${index + 1}`,
}));

/** In the page: scrolls an element to its end and back, a step a frame. @returns its height in px */
const scrollThrough = async (selector) => {
  const scroller = document.querySelector(selector);
  const step = 120;
  for (const by of [step, -step]) {
    let before = -1;
    while (scroller.scrollTop !== before) {
      before = scroller.scrollTop;
      scroller.scrollTop += by;
      await new Promise(requestAnimationFrame);
    }
  }
  return scroller.scrollHeight;
};

const measure = async (page, what) => {
  const frames = await followFrames(page);
  const height = await page.evaluate(scrollThrough, 'main');
  const { count, cpuMs, wallMs } = await frames.end();
  tell(`${what}: processor time a frame (median)`, cpuMs.median, 'ms', Number(frameMs.toFixed(1)));
  console.log(
    `  ${count} frames; longest ${cpuMs.longest.toFixed(1)} ms of processor time, ${wallMs.longest.toFixed(1)} ms on the clock`,
  );
  return { height, cpuMs };
};

const visit = (port, host) =>
  new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', headers: { host } }, (answer) => {
      answer.resume();
      answer.once('end', resolve);
    });
    asked.once('error', resolve);
    asked.end();
  });

const sandbox = openSandbox();
const closers = [() => sandbox.dispose()];
try {
  await sandbox.json('add', makeTinyProject(sandbox, 'shop'));
  await sandbox.json('import', writeDump(sandbox, 'shop.sql', siteTableOf(sites)));
  await sandbox.json('start');
  const { browser, context, openPage } = await servePage(sandbox, closers);

  const { client, close } = await attachTo(sandbox);
  closers.unshift(close);
  const [project] = await client.projects.list();
  const databaseId = project.activeDatabaseId;
  const photo = await browser.newPage({ viewport: { width: 640, height: 352 } });
  const { sites: shown } = await client.sites.list({ projectId: project.id, database: null });
  for (const { id } of shown) {
    await photo.setContent(`<body style="background:hsl(${id * 37} 60% 60%)"><h1>${'Shop '.repeat(40)}${id}`);
    const base64 = (await photo.screenshot({ type: 'jpeg', quality: 80 })).toString('base64');
    await client.thumbnails.put({ databaseId, siteId: id, theme: 'light', base64 });
  }

  const page = await openPage();
  await page.getByRole('list', { name: 'Sites' }).getByRole('listitem').first().waitFor();
  await page.locator('main img').first().waitFor();
  const port = (await client.servers.status({ projectId: project.id })).router.port;
  let isVisiting = true;
  const visiting = (async () => {
    for (let index = 0; isVisiting; index = (index + 1) % shown.length)
      await visit(port, `${shown[index].domain}:${port}`);
  })();

  const sheet = await measure(page, `Sheet of ${shown.length} sites`);
  await measure(page, 'The same again, with its pictures at hand');
  await page.keyboard.press('v');
  await page.getByRole('grid', { name: 'Sites' }).waitFor();
  const rows = await measure(page, `Table of ${shown.length} sites`);
  const most = await page.locator('main [role=row], main tr').count();
  console.log(`  rows in the page at the top of the table: ${most} of ${shown.length}`);
  isVisiting = false;
  await visiting;

  const plain = await context.newPage();
  await plain.setContent(
    `<main style="height:100vh;overflow:auto"><div style="height:${sheet.height}px;background:linear-gradient(#fff,#ccc)"></div></main>`,
  );
  const peer = await measure(plain, 'Peer, a plain page of the same height');
  const ratio = ({ cpuMs }) => (cpuMs.median / peer.cpuMs.median).toFixed(1);
  console.log(`  ratio to the peer: sheet ${ratio(sheet)}, table ${ratio(rows)}`);
} finally {
  for (const close of closers) await close();
}
