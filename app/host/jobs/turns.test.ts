import { expect, it } from 'vitest';
import { Turns } from './turns';

const deferred = () => {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

it('lets work on one thing wait for earlier work on it, not for work on other things', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const gate = deferred();
  const first = turns.take('shop', async () => {
    await gate.promise;
    order.push('first');
  });
  const second = turns.take('shop', async () => order.push('second'));
  await turns.take('blog', async () => order.push('other'));
  gate.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['other', 'first', 'second']);
});

it('goes on after work that failed, and gives each its own result', async () => {
  const turns = new Turns();
  const failing = turns.take('shop', () => Promise.reject(new Error('no')));
  const next = turns.take('shop', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});

it('lets go of work that is given up while it waits, at once and without beginning it, and goes on with the rest', async () => {
  const turns = new Turns();
  const gate = deferred();
  const begun: string[] = [];
  const first = turns.take('shop', () => gate.promise);
  const giveUp = new AbortController();
  const second = turns.take('shop', async () => begun.push('second'), giveUp.signal);
  const third = turns.take('shop', async () => begun.push('third'), new AbortController().signal);
  giveUp.abort(new Error('no longer wanted'));
  await expect(second).rejects.toThrow('no longer wanted');
  gate.resolve();
  await Promise.all([first, third]);
  expect(begun).toEqual(['third']);
});
