import { describe, expect, it } from 'vitest';
import { fitPage } from './fit-page';

describe('how a page is shown', () => {
  it('is as large as the room for a desktop, and smaller than life in a narrow one', () => {
    expect(fitPage('desktop', { width: 920, height: 600 })).toEqual({ width: 920, height: 600, scale: 1 });
    expect(fitPage('desktop', { width: 450, height: 600 })).toEqual({ width: 900, height: 1200, scale: 0.5 });
  });

  it('has the width of the device, in as much height as there is', () => {
    expect(fitPage('phone', { width: 920, height: 600 })).toEqual({ width: 390, height: 600, scale: 1 });
    expect(fitPage('tablet', { width: 384, height: 300 })).toEqual({ width: 768, height: 600, scale: 0.5 });
  });
});
