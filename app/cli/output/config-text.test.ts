import { expect, test } from 'vitest';
import { renderConfig } from './config-text';
import { paintFor } from './paint';

const plain = paintFor(false);

test('configuration says where each value is from, without saying it twice', () => {
  const text = renderConfig(
    [
      {
        key: 'domainFormat',
        value: '{}.localhost',
        origin: 'manysite.json',
        detail: 'manysite.json, line 14',
        overridden: [
          { value: '{}.divio.me', origin: 'settings.py', detail: 'FORMAT in shop/settings.py, line 3' },
        ],
      },
      {
        key: 'defaultMode',
        value: 'multi-process',
        origin: 'env-file',
        detail: 'MODE in .env',
        overridden: [],
      },
      { key: 'serve.warmUp', value: ['/'], origin: 'default', detail: null, overridden: [] },
    ],
    plain,
  );
  expect(text.split('\n').slice(1)).toEqual([
    'domainFormat  {}.localhost   manysite.json, line 14',
    '              {}.divio.me    FORMAT in shop/settings.py, line 3, overridden',
    'defaultMode   multi-process  env-file: MODE in .env',
    'serve.warmUp  ["/"]          default',
  ]);
});
