import { describe, expect, it } from 'vitest';
import type { Job } from '../../../app/contract';
import { makeJob } from '../../testing/make-state';
import { barParts, leftMs, percentOf, phaseLines, subjectOf } from './import-phases';

const job = (changes: Partial<Job>): Job =>
  makeJob('import', {
    title: 'Import live',
    state: 'running',
    phase: 'data',
    phases: [
      { phase: 'inspecting', durationMs: 20, detail: 'live.dump' },
      { phase: 'pre-data', durationMs: 1_100, detail: null },
      { phase: 'data', durationMs: null, detail: 'public.shop' },
    ],
    fraction: 0.3,
    detail: 'public.shop',
    startedAt: '2026-11-23T14:00:00.000Z',
    endedAt: null,
    ...changes,
  });

describe('phases of an import', () => {
  it('are those that are over, the one under way, and those to come', () => {
    const lines = phaseLines(job({}));
    expect(lines.slice(0, 4).map(({ phase, state }) => [phase, state])).toEqual([
      ['inspecting', 'done'],
      ['pre-data', 'done'],
      ['data', 'now'],
      ['indexes', 'waiting'],
    ]);
    expect(lines.at(-1)).toMatchObject({ phase: 'after-import steps', state: 'waiting', durationMs: null });
  });

  it('that a dump did not need are not shown once it is past them', () => {
    const phases = [...job({}).phases.slice(0, 2), { phase: 'verify', durationMs: null, detail: null }];
    expect(phaseLines(job({ phases })).map(({ phase }) => phase)).toEqual([
      'inspecting',
      'pre-data',
      'verify',
      'rewriting',
      'keeping',
      'after-import steps',
    ]);
  });

  it('that a dump put together by hand begins too early are shown once, in their order', () => {
    const early = ['inspecting', 'pre-data', 'foreign-keys', 'post-data', 'data'];
    const phases = early.map((phase, index) => ({
      phase,
      durationMs: index === early.length - 1 ? null : 10,
      detail: null,
    }));
    const shown = phaseLines(job({ phases })).map(({ phase, state }) => [phase, state]);
    expect(shown).toEqual([
      ['inspecting', 'done'],
      ['pre-data', 'done'],
      ['data', 'now'],
      ['indexes', 'waiting'],
      ['foreign-keys', 'waiting'],
      ['post-data', 'waiting'],
      ['verify', 'waiting'],
      ['rewriting', 'waiting'],
      ['keeping', 'waiting'],
      ['after-import steps', 'waiting'],
    ]);
  });

  it('end with the one that failed', () => {
    const ended = job({ state: 'failed', endedAt: '2026-11-23T14:00:11.000Z' });
    expect(phaseLines(ended).map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
  });

  it('that are not known here are called as the engine calls them', () => {
    const phases = [{ phase: 'polishing', durationMs: null, detail: null }];
    expect(phaseLines(job({ phases }))[0]).toMatchObject({ title: 'polishing', state: 'now' });
  });
});

describe('the bar of an import', () => {
  it('fills part by part', () => {
    expect(barParts(0.237).map(({ done }) => Math.round(done * 100))).toEqual([100, 50, 0, 0]);
    expect(barParts(1).every(({ done }) => done === 1)).toBe(true);
  });

  it('has parts that make the whole', () => {
    expect(barParts(0).reduce((total, { share }) => total + share, 0)).toBeCloseTo(1);
  });

  it('shows 100 % at the end only', () => {
    expect(percentOf({ state: 'running', fraction: 0.999 })).toBe(99);
    expect(percentOf({ state: 'done', fraction: 1 })).toBe(100);
  });
});

describe('the time that is left', () => {
  it('is told once enough was done to tell it', () => {
    expect(leftMs(0.05, 10_000)).toBeNull();
    expect(leftMs(0.5, 200)).toBeNull();
    expect(leftMs(0.25, 6_000)).toBe(18_000);
  });
});

it('the subject of an import is its title without the verb', () => {
  expect(subjectOf({ title: 'Import live 2026-11-23' })).toBe('live 2026-11-23');
});
