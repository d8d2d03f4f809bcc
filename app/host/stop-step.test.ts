import { expect, it } from 'vitest';
import { stopStep } from './stop-step';

const logged = () => {
  const lines: string[] = [];
  return { lines, log: { error: (_: unknown, text?: string) => void lines.push(text ?? '') } };
};

it('waits for a step that ends in time, and says nothing', async () => {
  const { lines, log } = logged();
  let isDone = false;
  await stopStep(log, 'the router', 10_000, async () => {
    await Promise.resolve();
    isDone = true;
  });
  expect([isDone, lines]).toEqual([true, []]);
});

it('goes on after a step that fails, and after one that never ends, and logs both', async () => {
  const { lines, log } = logged();
  await stopStep(log, 'the router', 10_000, () => Promise.reject(new Error('no')));
  await stopStep(log, 'the jobs', 5, () => new Promise(() => undefined));
  expect(lines).toEqual([
    'stopping: the router failed',
    'stopping: the jobs took too long; it is left behind',
  ]);
});
