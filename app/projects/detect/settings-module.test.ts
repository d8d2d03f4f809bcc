import { describe, expect, test } from 'vitest';
import { managePyText } from '../testing/project-folder';
import { readSettingsModule } from './settings-module';

describe('the settings module of manage.py', () => {
  test('is read from what startproject writes, with its line', () => {
    expect(readSettingsModule(managePyText)).toEqual({ module: 'shop.settings', line: 9 });
  });

  test('may stand in double quotes, over several lines, with a trailing comma', () => {
    const text =
      'import os\nos.environ.setdefault(\n    "DJANGO_SETTINGS_MODULE",\n    "shop.settings.local",\n)\n';
    expect(readSettingsModule(text)).toEqual({ module: 'shop.settings.local', line: 2 });
  });

  test('may be the default of a further call', () => {
    const text = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', config('SETTINGS', default='conf.dev'))\n";
    expect(readSettingsModule(text)?.module).toBe('conf.dev');
  });

  test('may be assigned', () => {
    expect(readSettingsModule('os.environ["DJANGO_SETTINGS_MODULE"] = "a.b"\n')).toEqual({
      module: 'a.b',
      line: 1,
    });
  });

  test('is not taken from a comment', () => {
    const text = `# os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'old.settings')\n${managePyText}`;
    expect(readSettingsModule(text)).toEqual({ module: 'shop.settings', line: 10 });
  });

  test('is null where manage.py leaves it to the environment', () => {
    expect(readSettingsModule('from django.core import management\n')).toBeNull();
  });
});
