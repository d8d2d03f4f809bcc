import { type Setting, type SettingKey, settingKeySchema, settingRanges } from '../contract';
import { idleOverrideMs, idleVariable } from './idle-watch';
import type { SettingsFile } from './settings';

const overrideOf = (
  key: SettingKey,
  environment: NodeJS.ProcessEnv,
): Pick<Setting, 'value' | 'detail'> | null => {
  const idleMs = key === 'idleMinutes' ? idleOverrideMs(environment) : null;
  return idleMs === null ? null : { value: idleMs / 60_000, detail: idleVariable };
};

/** One setting as clients see it. */
export const settingView = (
  key: SettingKey,
  settings: SettingsFile,
  environment: NodeJS.ProcessEnv,
): Setting => {
  const range = settingRanges[key];
  const override = overrideOf(key, environment);
  if (override !== null) return { id: key, ...override, origin: 'environment', range };
  const value = settings.values[key];
  return settings.isGiven(key)
    ? { id: key, value, origin: 'settings.json', detail: settings.file, range }
    : { id: key, value, origin: 'default', detail: null, range };
};

/** All settings that people may change. */
export const settingViews = (settings: SettingsFile, environment: NodeJS.ProcessEnv): Setting[] =>
  settingKeySchema.options.map((key) => settingView(key, settings, environment));
