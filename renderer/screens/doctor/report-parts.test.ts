import { describe, expect, it } from 'vitest';
import type { Check, DoctorReport } from '../../../app/contract';
import { checkedText, groupsOf, problemsOf, problemText, reportText, sumText } from './report-parts';

const check = (id: string, state: Check['state'], group: Check['group'] = 'Machine'): Check => ({
  id,
  group,
  title: id,
  state,
  message: `${id} is so.`,
  fixes: [],
});

const report = (...checks: Check[]): DoctorReport => ({
  checks,
  projectId: null,
  checkedAt: '2026-11-28T10:00:00.000Z',
  durationMs: 1_200,
});

describe("the doctor's report", () => {
  it('has what hurts now first, then what will, and the rest by group', () => {
    const mixed = report(
      check('a', 'ok'),
      check('b', 'warning'),
      check('c', 'failed', 'Disk'),
      check('d', 'info', 'Project'),
    );
    expect(problemsOf(mixed).map(({ id }) => id)).toEqual(['c', 'b']);
    expect(groupsOf(mixed).map(({ group, checks }) => [group, checks.map(({ id }) => id)])).toEqual([
      ['Project', ['d']],
      ['Machine', ['a']],
    ]);
  });

  it('is summed up', () => {
    expect(sumText(report(check('a', 'ok'), check('b', 'info')))).toBe('All fine');
    expect(sumText(report(check('a', 'ok'), check('b', 'failed')))).toBe('1 thing to fix, 1 fine');
    expect(sumText(report(check('a', 'warning'), check('b', 'failed')))).toBe('2 things to fix, 0 fine');
  });

  it('titles a problem with its first sentence', () => {
    expect(
      problemText({
        title: 'Local domains',
        message: 'Browsers cannot open them. The resolver 192.168.1.1 is why.',
      }),
    ).toEqual({ title: 'Browsers cannot open them', text: 'The resolver 192.168.1.1 is why.' });
    expect(problemText({ title: 'Router', message: 'Its port 8000 is taken by nginx.' })).toEqual({
      title: 'Router',
      text: 'Its port 8000 is taken by nginx.',
    });
  });

  it('says when it was made', () => {
    const at = Date.parse('2026-11-28T10:00:00.000Z');
    expect(
      [0, 40_000, 119_000, 300_000].map((ms) => checkedText('2026-11-28T10:00:00.000Z', at + ms)),
    ).toEqual(['just now', '40 s ago', '119 s ago', '5 min ago']);
  });

  it('can be sent as text', () => {
    expect(reportText(report(check('a', 'ok')))).toBe(
      'Manysite doctor, 2026-11-28T10:00:00.000Z\nok      Machine: a: a is so.',
    );
  });
});
