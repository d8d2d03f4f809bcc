import { expect, it } from 'vitest';
import type { ConfigValue } from '../../../app/contract';
import { recognisedRows, valueText } from './recognised-rows';

const line = (key: string, value: ConfigValue['value'], changes: Partial<ConfigValue> = {}): ConfigValue => ({
  key,
  value,
  origin: 'detected',
  detail: null,
  overridden: [],
  ...changes,
});

it('what was recognised begins with how the project does multisite', () => {
  const rows = recognisedRows([
    line('django.settings', 'shop.settings', { detail: 'manage.py, line 7' }),
    line('packages.django-contrib-sites', true),
    line('packages.django-multisite', '1.9.0', { detail: 'installed' }),
    line('packages.djangocms-multisite', false),
    line('serve.backend', 'auto', { origin: 'default' }),
  ]);
  expect(rows).toEqual([
    {
      key: 'packages',
      label: 'Multisite',
      value: 'django.contrib.sites, django-multisite 1.9.0',
      from: 'found: installed',
      isEditable: false,
    },
    {
      key: 'django.settings',
      label: 'Settings module',
      value: 'shop.settings',
      from: 'found: manage.py, line 7',
      isEditable: true,
    },
  ]);
});

it('a project without any of the packages says so', () => {
  expect(recognisedRows([])[0]).toMatchObject({ value: '–', from: 'none of the packages was found' });
});

it.each([
  [
    [
      ['python', 'manage.py', 'migrate'],
      ['make', 'x'],
    ],
    'python manage.py migrate; make x',
  ],
  [[], '–'],
  [null, '–'],
  [8, '8'],
] as const)('the value %j is shown as %s', (value, text) => {
  expect(valueText(JSON.parse(JSON.stringify(value)))).toBe(text);
});
