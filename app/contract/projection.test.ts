import { describe, expect, it } from 'vitest';
import { emptyState, type Project } from './index';
import { project } from './projection';

const shop: Project = {
  id: 'p1',
  name: 'shop',
  folder: '/shop',
  mode: 'single-process',
  domainFormat: '{}.127.0.0.1.nip.io',
  activeDatabaseId: null,
  isRunning: false,
  figures: { 'single-process': null, 'multi-process': null },
  watch: { state: 'idle', reason: null, lastChange: null },
  routes: [],
  trouble: null,
};

describe('the projection of the watch stream', () => {
  it('holds nothing before the first snapshot', () => {
    expect(
      project(null, { type: 'changes', changes: [{ slice: 'projects', id: 'p1', value: shop }] }),
    ).toBeNull();
  });

  it('adds, replaces and removes by slice and id', () => {
    const added = project(emptyState, {
      type: 'changes',
      changes: [{ slice: 'projects', id: 'p1', value: shop }],
    });
    expect(added?.projects).toEqual([shop]);
    const running = { ...shop, isRunning: true };
    const replaced = project(added, {
      type: 'changes',
      changes: [{ slice: 'projects', id: 'p1', value: running }],
    });
    expect(replaced?.projects).toEqual([running]);
    const removed = project(replaced, {
      type: 'changes',
      changes: [{ slice: 'projects', id: 'p1', value: null }],
    });
    expect(removed?.projects).toEqual([]);
  });

  it('takes the router as one value', () => {
    const value = { url: 'http://127.0.0.1:8000/', port: 8000 };
    expect(
      project(emptyState, { type: 'changes', changes: [{ slice: 'router', id: 'router', value }] })?.router,
    ).toEqual(value);
  });
});
