import { describe, expect, it } from 'vitest';
import type { Project, WatchEvent } from '../../contract';
import { StateStore } from './state-store';

const project = (id: string, name: string): Project => ({
  id,
  name,
  folder: `/projects/${id}`,
  mode: 'single-process',
  domainFormat: '{}.127.0.0.1.nip.io',
  activeDatabaseId: null,
  isRunning: false,
  figures: { 'single-process': null, 'multi-process': null },
  watch: { state: 'idle', reason: null, lastChange: null },
  routes: [],
  trouble: null,
});

const next = async (events: AsyncIterator<WatchEvent>): Promise<WatchEvent> => {
  const { value, done } = await events.next();
  if (done === true) throw new Error('the stream ended');
  return value;
};

describe('StateStore', () => {
  it('gives a snapshot first and then only what changed', async () => {
    const store = new StateStore();
    store.put('projects', project('a', 'one'));
    const abort = new AbortController();
    const events = store.watch(abort.signal);
    expect(await next(events)).toMatchObject({
      type: 'snapshot',
      state: { projects: [{ id: 'a', name: 'one' }] },
    });
    store.put('projects', project('a', 'two'));
    store.put('projects', project('b', 'other'));
    expect(await next(events)).toEqual({
      type: 'changes',
      changes: [
        { slice: 'projects', id: 'a', value: project('a', 'two') },
        { slice: 'projects', id: 'b', value: project('b', 'other') },
      ],
    });
    abort.abort();
    expect((await events.next()).done).toBe(true);
    expect(store.watcherCount).toBe(0);
  });

  it('coalesces changes of one thing for a slow client, keeping the newest', async () => {
    const store = new StateStore();
    const events = store.watch(new AbortController().signal);
    await next(events);
    for (let index = 0; index < 100; index++) store.put('projects', project('a', `name ${index}`));
    expect(await next(events)).toEqual({
      type: 'changes',
      changes: [{ slice: 'projects', id: 'a', value: project('a', 'name 99') }],
    });
    await events.return(undefined);
  });

  it('says nothing when a value is put again unchanged, and tells a removal as null', async () => {
    const store = new StateStore();
    store.put('projects', project('a', 'one'));
    const events = store.watch(new AbortController().signal);
    await next(events);
    store.put('projects', project('a', 'one'));
    store.remove('projects', 'unknown');
    store.remove('projects', 'a');
    expect(await next(events)).toEqual({
      type: 'changes',
      changes: [{ slice: 'projects', id: 'a', value: null }],
    });
    await events.return(undefined);
  });

  it('replaces a slice by telling only the differences', async () => {
    const store = new StateStore();
    store.replace('projects', [project('a', 'one'), project('b', 'two')]);
    const events = store.watch(new AbortController().signal);
    await next(events);
    store.replace('projects', [project('b', 'two'), project('c', 'three')]);
    expect(await next(events)).toEqual({
      type: 'changes',
      changes: [
        { slice: 'projects', id: 'a', value: null },
        { slice: 'projects', id: 'c', value: project('c', 'three') },
      ],
    });
    await events.return(undefined);
  });
});
