import { expect, it } from 'vitest';
import { attentionOf } from './attention';

it('why a database needs attention is told in one line, then in the last words of what failed', () => {
  const text = [
    '`python manage.py migrate` failed: exit code 1',
    '  File "utils.py", line 103, in _execute',
    'django.db.utils.ProgrammingError: relation "django_site" already exists',
  ].join('\n');
  expect(attentionOf(text)).toEqual({
    what: 'python manage.py migrate failed: exit code 1',
    lastWords: 'django.db.utils.ProgrammingError: relation "django_site" already exists',
    output: text.slice(text.indexOf('\n') + 1).trim(),
  });
});

it('without output there is only that line, and without a reason still a sentence', () => {
  expect(attentionOf('Its after-import steps have not run to their end.')).toEqual({
    what: 'Its after-import steps have not run to their end.',
    lastWords: null,
    output: null,
  });
  expect(attentionOf(null).what).toBe('It needs attention.');
});
