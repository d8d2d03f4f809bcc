import { describe, expect, it } from 'vitest';
import { failureOf } from './failure';

const failures = [{ kind: 'exited' as const, code: 1, at: '2026-11-18T10:00:00Z' }];

describe('why a server failed', () => {
  it('is what Python said last, at the nearest line of the project itself', () => {
    const lines = [
      'Traceback (most recent call last):',
      '  File "/shop/manage.py", line 22, in <module>',
      '  File "/shop/.venv/lib/python3.12/site-packages/django/urls/resolvers.py", line 725, in urlconf_module',
      '  File "/shop/booking/views.py", line 9, in <module>',
      '    import caldav',
      '  File "/usr/lib/python3.12/importlib/__init__.py", line 90, in import_module',
      "ModuleNotFoundError: No module named 'caldav'",
    ];
    expect(failureOf(failures, lines, '/shop')).toEqual({
      reason: "ModuleNotFoundError: No module named 'caldav'",
      where: { file: 'booking/views.py', line: 9 },
    });
  });

  it('is how it ended where it said nothing', () => {
    expect(failureOf(failures, [], '/shop')).toEqual({ reason: 'ended with code 1', where: null });
  });
});
