import { describe, expect, it } from 'vitest';
import { Undo } from './undo';

const record = () => {
  const done: string[] = [];
  const logged: unknown[] = [];
  const undo = new Undo();
  const step = (name: string) => undo.add(async () => done.push(name));
  const log = { error: (error: unknown) => void logged.push(error) };
  const engine = { log, cluster: { whenUp: () => Promise.resolve() } };
  return { undo, done, logged, step, engine };
};

describe('undoing what a journey has made', () => {
  it('goes backwards', async () => {
    const { undo, done, step, engine } = record();
    for (const name of ['row', 'role', 'database']) step(name);
    await undo.run(engine);
    expect(done).toEqual(['database', 'role', 'row']);
  });

  it('keeps the intent in the catalog when something before it cannot be undone, and logs why', async () => {
    const { undo, done, logged, step, engine } = record();
    const failure = new Error('somebody is connected');
    step('row');
    undo.add(() => Promise.reject(failure));
    step('pristine');
    await undo.run(engine);
    expect(done).toEqual(['pristine']);
    expect(logged).toEqual([failure]);
  });

  it('does a step again that PostgreSQL was ended under, once it is back', async () => {
    const { undo, done, logged, step, engine } = record();
    step('row');
    let tries = 0;
    undo.add(async () => {
      tries += 1;
      if (tries === 1) throw new Error('Connection terminated unexpectedly');
    });
    await undo.run(engine);
    expect([tries, done, logged]).toEqual([2, ['row'], []]);
  });
});
