// How a log of 100,000 lines does: first lines, search over all of them, frames meanwhile and while it is scrolled.
// Run: npm run bench:logs
import { writeFileSync } from 'node:fs';
import { register } from 'tsx/esm/api';
import { tell } from './figures.mjs';

register();
const { servePage } = await import('./open-page.mjs');
const { siteTableOf, writeDump } = await import('../e2e/support/made-dump.ts');
const { openSandbox } = await import('../e2e/support/sandbox.ts');
const { makeTinyProject } = await import('../e2e/support/tiny-project.ts');

/** Each server keeps 10,000 lines, and says so many. */
const siteCount = 11;
const limits = { firstMs: 1_000, frameMs: 50 };

const sites = siteTableOf(
  Array.from({ length: siteCount }, (_, at) => ({
    id: at + 1,
    domain: `site-${at + 1}.example`,
    name: `Site ${at + 1}`,
  })),
);

/** In the page: notes every frame from now on. */
const noteFrames = () => {
  const noted = { frames: [], isOver: false };
  window.notedFrames = noted;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    noted.frames.push(now - last);
    last = now;
    if (!noted.isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};
const framesNoted = () => {
  window.notedFrames.isOver = true;
  return window.notedFrames.frames;
};

/** In the page: turns the wheel over the log for a second and a half. */
const scrollUp = () =>
  new Promise((resolve) => {
    const rows = document.querySelector('.xterm-screen');
    const end = performance.now() + 1_500;
    const turn = () => {
      rows.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, bubbles: true, cancelable: true }));
      if (performance.now() < end) requestAnimationFrame(turn);
      else resolve();
    };
    turn();
  });

const sandbox = openSandbox();
const closers = [() => sandbox.dispose()];
try {
  await sandbox.json('add', makeTinyProject(sandbox, 'shop', { many: 'chatty' }));
  await sandbox.json('import', writeDump(sandbox, 'many.sql', sites));
  await sandbox.json('mode', 'multi-process');
  await sandbox.json('start');
  const { openPage } = await servePage(sandbox, closers);
  const page = await openPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const cpu = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime').value;
  const measured = async (work) => {
    const [cpuBefore, before] = [await cpu(), performance.now()];
    await page.evaluate(noteFrames);
    await work();
    const ms = performance.now() - before;
    const frames = await page.evaluate(framesNoted);
    return { ms, cpuMs: ((await cpu()) - cpuBefore) * 1000, longestMs: Math.max(...frames), frames };
  };

  const log = page.getByRole('log');
  const opened = await measured(async () => {
    await page.getByRole('button', { name: /^Logs/ }).click();
    await log
      .getByText(/page 99/)
      .first()
      .waitFor();
  });
  const field = page.getByRole('textbox', { name: 'Search the log' });
  if (process.env.BENCH_PROFILE !== undefined) {
    await session.send('Profiler.enable');
    await session.send('Profiler.start');
  }
  const searched = await measured(async () => {
    // Among the oldest that are kept: only who has all lines finds it.
    await field.fill('page 4321');
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('[aria-live=polite]')].some(({ textContent }) =>
          /^\d+ of 1[01]$/.test(textContent),
        ),
      null,
      { timeout: 120_000, polling: 100 },
    );
  });
  if (process.env.BENCH_PROFILE !== undefined)
    writeFileSync(process.env.BENCH_PROFILE, JSON.stringify((await session.send('Profiler.stop')).profile));
  await field.press('Enter');
  const scrolled = await measured(() => page.evaluate(scrollUp));
  tell('Log: the last lines on the screen', opened.ms, 'ms', limits.firstMs);
  tell('Log: 100,000 lines fetched and searched', searched.ms, 'ms');
  tell('Log: processor time of the page for that', searched.cpuMs, 'ms');
  tell('Log: longest frame meanwhile', searched.longestMs, 'ms');
  tell('Log: longest frame while scrolling', scrolled.longestMs, 'ms', limits.frameMs);
  tell('Log: processor time a frame of scrolling', scrolled.cpuMs / scrolled.frames.length, 'ms');
} finally {
  for (const close of closers) await close();
}
