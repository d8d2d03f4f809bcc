import { expect, test } from 'vitest';
import type { Check, DoctorReport } from '../../contract';
import { renderDoctor } from './doctor-text';
import { paintFor } from './paint';

const check = (over: Partial<Check>): Check => ({
  id: 'router-port',
  group: 'Ports and names',
  title: 'Router',
  state: 'ok',
  message: '127.0.0.1:8000, this machine only.',
  fixes: [],
  ...over,
});

const report = (checks: Check[]): DoctorReport => ({
  checks,
  projectId: null,
  checkedAt: '2026-11-28T10:00:00.000Z',
  durationMs: 1200,
});

const render = (checks: Check[]): string => renderDoctor(report(checks), 60, paintFor(false));

test('problems come with their ways out, the others in one line each, by group', () => {
  const lines = Array.from({ length: 14 }, (_, index) => `127.0.0.1 s${index}.test`);
  const text = render([
    check({ group: 'Machine', title: 'Clock', message: 'Right.' }),
    check({
      title: 'Local domains',
      state: 'failed',
      message: 'The resolver 192.168.1.1 answers shop.test with nothing, while another one knows it.',
      fixes: [
        {
          title: 'Use {}.localhost',
          description: 'Browsers resolve it.',
          command: 'manysite config --set x',
          lines: null,
          isSuggested: true,
        },
        { title: 'Hosts file', description: 'Add lines.', command: null, lines, isSuggested: false },
      ],
    }),
    check({}),
  ]);
  expect(text.split('\n')).toEqual([
    '1 thing to fix, 2 fine (1.2 s)',
    '',
    'Ports and names',
    '  ✗ Local domains  The resolver 192.168.1.1 answers',
    '                   shop.test with nothing, while another one',
    '                   knows it.',
    '      Use {}.localhost (suggested)',
    '        Browsers resolve it.',
    '        $ manysite config --set x',
    '      Hosts file',
    '        Add lines.',
    ...lines.slice(0, 12).map((line) => `        | ${line}`),
    '        and 2 more lines: --json',
    '  ✓ Router         127.0.0.1:8000, this machine only.',
    '',
    'Machine',
    '  ✓ Clock          Right.',
  ]);
});

test('what a dump or a file says cannot move the cursor', () => {
  expect(render([check({ message: 'a\u001b[2Jb' })])).toContain('ab');
});

test('nothing to fix is said at once, and what is only worth knowing shows no ways out', () => {
  const fixes = [{ title: 'Do it', description: '', command: null, lines: null, isSuggested: false }];
  const text = render([check({}), check({ state: 'info', fixes })]);
  expect(text).toMatch(/^All fine, 2 checks/);
  expect(text).not.toContain('Do it');
});
