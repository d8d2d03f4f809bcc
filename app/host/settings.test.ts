import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingKeySchema } from '../contract';
import { settingView, settingViews } from './setting-views';
import { SettingsFile } from './settings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manysite-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stored = (): unknown => JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));

describe('the settings of this machine', () => {
  it('are defaults until something is chosen, and only that is written', () => {
    const settings = new SettingsFile(folder);
    expect(settings.values).toMatchObject({ routerPort: null, idleMinutes: 10, memoryBudgetBytes: 2 ** 31 });
    settings.change({ idleMinutes: 30 });
    expect(stored()).toEqual({ idleMinutes: 30 });
    expect(new SettingsFile(folder).values).toMatchObject({ idleMinutes: 30, memoryBudgetBytes: 2 ** 31 });
  });

  it('go back to their default one by one', () => {
    const settings = new SettingsFile(folder);
    settings.change({ idleMinutes: 30, routerPort: 8123 });
    settings.reset('idleMinutes');
    expect(stored()).toEqual({ routerPort: 8123 });
    expect(settings.values.idleMinutes).toBe(10);
  });

  it('tell who listens of every change', () => {
    const settings = new SettingsFile(folder);
    const seen: unknown[] = [];
    settings.onChange(() => seen.push(settings.values.routerPort));
    settings.change({ routerPort: 8123 });
    settings.reset('routerPort');
    expect(seen).toEqual([8123, null]);
  });

  it.each(['{', '[]', '{"routerPort": 0}', '{"idleMinutes": "ten"}'])(
    '%s is refused, naming the file',
    (text) => {
      writeFileSync(join(folder, 'settings.json'), text);
      expect(() => new SettingsFile(folder)).toThrowError(
        expect.objectContaining({
          code: 'setting-invalid',
          message: expect.stringContaining('settings.json'),
        }),
      );
    },
  );

  it('are shown with what they take and where they come from', () => {
    const settings = new SettingsFile(folder);
    settings.change({ memoryBudgetBytes: 2 ** 30 });
    expect(settingViews(settings, {}).map(({ id }) => id)).toEqual(settingKeySchema.options);
    expect(settingView('memoryBudgetBytes', settings, {})).toEqual({
      id: 'memoryBudgetBytes',
      value: 2 ** 30,
      origin: 'settings.json',
      detail: join(folder, 'settings.json'),
      range: 'bytes; 0 keeps nothing warm',
    });
    expect(settingView('idleMinutes', settings, {})).toMatchObject({
      value: 10,
      origin: 'default',
      detail: null,
    });
    expect(settingView('idleMinutes', settings, { MANYSITE_IDLE_SECONDS: '90' })).toMatchObject({
      value: 1.5,
      origin: 'environment',
      detail: 'MANYSITE_IDLE_SECONDS',
    });
  });
});
