import { expect, it } from 'vitest';
import { originText, typedValue } from './config-value';

it('a value is shown as one types it', () => {
  expect([typedValue('{}.localhost'), typedValue(['a', 1]), typedValue(null)]).toEqual([
    '{}.localhost',
    '["a",1]',
    'null',
  ]);
});

it.each([
  [{ origin: 'manysite.json', detail: 'manysite.json, line 2' }, 'manysite.json, line 2'],
  [{ origin: 'settings.py', detail: 'shop/settings/live.py' }, 'shop/settings/live.py'],
  [{ origin: 'settings.py', detail: null }, 'settings of Django'],
  [{ origin: 'environment', detail: 'SITE_ID' }, 'environment: SITE_ID'],
  [{ origin: 'detected', detail: 'manage.py, line 7' }, 'found: manage.py, line 7'],
  [{ origin: 'default', detail: null }, 'default'],
] as const)('the origin %j is told as “%s”', (source, text) => {
  expect(originText(source)).toBe(text);
});
