import { describe, expect, it } from 'vitest';
import { afterLoad, noLoads, pageOfFrame } from './framed-page';

const page = (at: number, isFramed = true) => ({
  path: '/a',
  status: 200,
  latencyMs: 9,
  at: new Date(at).toISOString(),
  isFramed,
});
const once = afterLoad(noLoads, 2_000);
const twice = afterLoad(once, 9_000);

describe('the page that a frame went to by itself', () => {
  it('is what was answered to a frame between its two last loads', () => {
    expect(pageOfFrame(twice, page(8_900))?.path).toBe('/a');
  });

  it('is none after the first load, which is where it was sent', () => {
    expect(pageOfFrame(once, page(1_500))).toBeNull();
  });

  it('is not what came before or after, or was for no frame', () => {
    expect(pageOfFrame(twice, page(1_900))).toBeNull();
    expect(pageOfFrame(twice, page(9_500))).toBeNull();
    expect(pageOfFrame(twice, page(8_900, false))).toBeNull();
    expect(pageOfFrame(twice, null)).toBeNull();
  });
});
