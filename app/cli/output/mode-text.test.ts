import { describe, expect, test } from 'vitest';
import { renderModes } from './mode-text';
import { paintFor } from './paint';

const plain = paintFor(false);
const now = new Date('2026-11-02T10:00:00Z');

describe('the modes', () => {
  const measured = {
    memoryBytes: 60_000_000,
    startMs: 1_234,
    p50Ms: 12.3,
    p95Ms: null,
    serverCount: 1,
    database: 'live',
    measuredAt: '2026-11-02T09:00:00Z',
  };

  test('are shown with what they took, and what was not measured yet', () => {
    const figures = { 'single-process': measured, 'multi-process': null };
    const text = renderModes('single-process', figures, now, plain);
    expect(text).toMatch(/^\* +single-process +1 +60\.0 MB +1\.2 s +12 ms +– +1 h ago, live$/m);
    expect(text).toMatch(/^ +multi-process +not measured yet$/m);
  });
});
