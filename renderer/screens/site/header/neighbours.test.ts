import { describe, expect, it } from 'vitest';
import { neighboursOf } from './neighbours';

describe('the neighbours of a site', () => {
  it('go round at both ends', () => {
    expect(neighboursOf([4, 7, 9], 7)).toEqual({ previous: 4, next: 9, position: 2, count: 3 });
    expect(neighboursOf([4, 7, 9], 4)).toMatchObject({ previous: 9, next: 7 });
    expect(neighboursOf([4, 7, 9], 9)).toMatchObject({ previous: 7, next: 4 });
  });

  it('are none of a site that is alone or not there', () => {
    expect(neighboursOf([4], 4)).toEqual({ previous: null, next: null, position: 1, count: 1 });
    expect(neighboursOf([4, 7], 5)).toMatchObject({ previous: null, next: null });
  });
});
