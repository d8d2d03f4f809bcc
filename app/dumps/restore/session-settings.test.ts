import { describe, expect, it } from 'vitest';
import { baseSettings, parseSetting, settingChanges, withSetting } from './session-settings';

describe('settings of a dump', () => {
  it('are read from SET and from set_config', () => {
    expect(parseSetting('SET search_path = public, pg_catalog;')).toMatchObject({
      name: 'search_path',
      value: 'public, pg_catalog',
    });
    expect(parseSetting("select set_config('search_path', '', false)")).toMatchObject({
      name: 'search_path',
      value: "''",
    });
    expect(parseSetting("SET xmloption = 'a;b'")).toMatchObject({ value: "'a;b'" });
  });

  it('are not read from what only looks like one', () => {
    expect(parseSetting('SET ROLE postgres')).toBeNull();
    expect(parseSetting('SET search_path = public; ALTER ROLE me SUPERUSER')).toBeNull();
    expect(parseSetting("SELECT set_config('role', 'postgres', true)")).toBeNull();
  });

  it('are brought to a connection by what differs, and taken back where the target does not have them', () => {
    const one = withSetting(baseSettings, 'search_path', 'SET search_path = one');
    const two = withSetting(baseSettings, 'search_path', 'SET search_path = two');
    expect(settingChanges(baseSettings, baseSettings)).toEqual([]);
    expect(settingChanges(one, two)).toEqual(['SET search_path = two']);
    expect(settingChanges(two, baseSettings)).toEqual(['RESET search_path']);
    expect(settingChanges(withSetting(one, 'row_security', 'SET row_security = on'), one)).toEqual([
      'SET row_security = off',
    ]);
  });
});
