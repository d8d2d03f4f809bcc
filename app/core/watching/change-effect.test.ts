import { describe, expect, it } from 'vitest';
import { changeEffect, namedFiles } from './change-effect';

const files = { envFiles: ['.env', 'deploy/live.env'], settingsFolder: 'shop' };

describe('a changed file', () => {
  it.each([
    ['pages/views.py', 'restart'],
    ['shop/settings.py', 'restart'],
    ['locale/de/LC_MESSAGES/django.mo', 'restart'],
    ['shop/sites.toml', 'restart'],
    ['manysite.json', 'config'],
    ['manysite.local.json', 'config'],
    ['.env', 'config'],
    ['backend/.env.local', 'config'],
    ['deploy/live.env', 'config'],
    ['pages/templates/pages/base.html', 'none'],
    ['static/site.css', 'none'],
    ['docs/sites.toml', 'none'],
    ['pages/manysite.json', 'none'],
    ['pages/__pycache__/views.cpython-312.pyc', 'none'],
    ['.venv/lib/python3.12/site-packages/django/apps.py', 'none'],
    ['node_modules/node-gyp/gyp/pylib/x.py', 'none'],
    ['dumps/live.dump', 'none'],
    ['db.sqlite3', 'none'],
    ['pages/.views.py.swp', 'none'],
  ])('%s: %s', (path, effect) => {
    expect(changeEffect(path, files)).toBe(effect);
  });

  it('is named, many are counted', () => {
    expect(namedFiles(['a.py'])).toBe('a.py');
    expect(namedFiles(['a.py', 'b.py', 'c.py', 'd.py', 'e.py'])).toBe('a.py, b.py, c.py and 2 more');
  });
});
