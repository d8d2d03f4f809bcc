import { describe, expect, it } from 'vitest';
import { Closers } from './closers';

const scene = () => {
  const logged: unknown[] = [];
  const closed: string[] = [];
  return {
    logged,
    closed,
    closers: new Closers({ error: (...said: unknown[]) => logged.push(said.at(-1)) }),
  };
};

describe('what was opened', () => {
  it('is closed in reverse order, each after the other, and once', async () => {
    const { closers, closed } = scene();
    closers.add('the cellar', 1_000, async () => {
      closed.push('cellar');
      return ['a cellar'];
    });
    closers.addAtOnce('the roof', () => closed.push('roof'));
    closers.add('the house', 1_000, async (isOrdered) => {
      await new Promise((resolve) => setImmediate(resolve));
      closed.push(`house, ordered: ${isOrdered}`);
      return ['a room', 'a kitchen'];
    });
    expect(await closers.close(true)).toEqual(['a room', 'a kitchen', 'a cellar']);
    expect(await closers.close(true)).toEqual([]);
    expect(closed).toEqual(['house, ordered: true', 'roof', 'cellar']);
  });

  it('is closed also where something later does not close, or never ends', async () => {
    const { closers, closed, logged } = scene();
    closers.addAtOnce('the first', () => closed.push('first'));
    closers.add('the endless', 20, () => new Promise(() => undefined));
    closers.addAtOnce('the broken', () => {
      throw new Error('stuck');
    });
    await closers.close(false);
    expect(closed).toEqual(['first']);
    expect(logged).toEqual([
      'stopping: the broken failed',
      'stopping: the endless took too long; it is left behind',
    ]);
  });
});
