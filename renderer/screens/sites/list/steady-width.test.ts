import { describe, expect, it } from 'vitest';
import { columnsIn, gap } from '../sheet/sheet-columns';
import { steadyWidth } from './steady-width';

describe('the width that sites are laid out for', () => {
  it('follows the window', () => {
    expect(steadyWidth(0, 1344)).toBe(1344);
    expect(steadyWidth(1344, 1000)).toBe(1000);
    expect(steadyWidth(1000, 1344)).toBe(1344);
  });

  it('is that with a scrollbar when one has come, and stays so when it goes', () => {
    expect(steadyWidth(1344, 1329)).toBe(1329);
    expect(steadyWidth(1329, 1344)).toBe(1329);
  });

  it('comes to rest for every number of sites and every height of the window', () => {
    const bar = 15;
    for (let sites = 1; sites <= 12; sites += 1)
      for (let height = 500; height <= 800; height += 1) {
        const measured = (used: number): number => {
          const { count, height: card } = columnsIn(used);
          return 1344 - (Math.ceil(sites / count) * (card + gap) > height ? bar : 0);
        };
        let used = 1344;
        for (let turn = 0; turn < 3; turn += 1) used = steadyWidth(used, measured(used));
        expect(steadyWidth(used, measured(used))).toBe(used);
      }
  });
});
