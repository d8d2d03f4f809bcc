import { describe, expect, it } from 'vitest';
import { Undo } from './undo';

const record = () => {
  const done: string[] = [];
  const logged: unknown[] = [];
  const undo = new Undo();
  const step = (name: string) => undo.add(async () => done.push(name));
  return { undo, done, logged, step, log: { error: (error: unknown) => void logged.push(error) } };
};

describe('undoing what a journey has made', () => {
  it('goes backwards', async () => {
    const { undo, done, step, log } = record();
    for (const name of ['row', 'role', 'database']) step(name);
    await undo.run(log);
    expect(done).toEqual(['database', 'role', 'row']);
  });

  it('keeps the intent in the catalog when something before it cannot be undone, and logs why', async () => {
    const { undo, done, logged, step, log } = record();
    const failure = new Error('somebody is connected');
    step('row');
    undo.add(() => Promise.reject(failure));
    step('pristine');
    await undo.run(log);
    expect(done).toEqual(['pristine']);
    expect(logged).toEqual([failure]);
  });
});
