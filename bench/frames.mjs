// Frames of a page in Chromium: the processor time of its main thread and the clock between them, from Chromium's own trace.
import { median } from './figures.mjs';

const summed = (values) => values.reduce((sum, value) => sum + value, 0);
const figuresOf = (values) => ({ median: median(values), longest: Math.max(...values) });

/** What the trace says of each frame: from one animation frame to the next. */
const framesIn = (events) => {
  const started = events.filter(
    ({ name, ph }) => name === 'FireAnimationFrame' && (ph === 'X' || ph === 'B'),
  );
  const threads = [...new Set(started.map(({ pid, tid }) => `${pid} ${tid}`))].map((thread) =>
    started.filter(({ pid, tid }) => `${pid} ${tid}` === thread),
  );
  const own = threads.toSorted((one, other) => other.length - one.length)[0] ?? [];
  const { pid, tid } = own[0] ?? {};
  const starts = own.map(({ ts }) => ts).toSorted((one, other) => one - other);
  const tasks = events.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid);
  return starts.slice(1).map((end, at) => {
    const within = tasks.filter(({ ts }) => ts >= starts[at] && ts < end);
    return { wallMs: (end - starts[at]) / 1000, cpuMs: summed(within.map(({ tdur = 0 }) => tdur)) / 1000 };
  });
};

/** Follows the frames of a page from now on. */
export const followFrames = async (page) => {
  const browser = page.context().browser();
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  });
  return {
    /** @returns how many frames there were, and the median and longest of them by processor time and by the clock, in ms */
    end: async () => {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'));
      const frames = framesIn(traceEvents);
      return {
        count: frames.length,
        cpuMs: figuresOf(frames.map(({ cpuMs }) => cpuMs)),
        wallMs: figuresOf(frames.map(({ wallMs }) => wallMs)),
      };
    },
  };
};
