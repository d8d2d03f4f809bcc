import { describe, expect, it } from 'vitest';
import { pathAt, startTrail, stepped, withStep } from './trail';

describe('the pages that a preview was at', () => {
  it('are gone back and forward', () => {
    const trail = ['/a', '/b'].reduce(withStep, startTrail);
    const back = stepped(trail, -1);
    if (back === null) throw new Error('there is a page before');
    expect(pathAt(back)).toBe('/a');
    expect(stepped(back, 1)).toEqual(trail);
    expect(stepped(trail, 1)).toBeNull();
    expect(stepped(startTrail, -1)).toBeNull();
  });

  it('lose what lay ahead with a step elsewhere, and count none twice in a row', () => {
    const back = stepped(['/a', '/b'].reduce(withStep, startTrail), -1);
    if (back === null) throw new Error('there is a page before');
    expect(withStep(back, '/c').paths).toEqual(['/', '/a', '/c']);
    expect(withStep(back, '/a')).toBe(back);
  });

  it('are a hundred at most', () => {
    const trail = Array.from({ length: 300 }, (_, at) => `/${at}`).reduce(withStep, startTrail);
    expect(trail.paths.length).toBe(100);
    expect(pathAt(trail)).toBe('/299');
  });
});
