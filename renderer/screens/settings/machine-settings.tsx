import { SegmentedControl, Switch } from '@mantine/core';
import type { Setting } from '../../../app/contract';
import { areSingleKeysOn, singleKeysKey } from '../../commands/single-keys';
import { call } from '../../store/call';
import { useEngine } from '../../store/current';
import { themeKey, themeOf, themes } from '../../theme/chosen-theme';
import { SettingRow, TypedSetting } from './setting-row';
import { originText, settingTexts } from './setting-texts';
import classes from './settings-screen.module.css';

const titles = { light: 'Light', dark: 'Dark', system: 'As the system' } as const;

const keep = (key: string, value: string | boolean): void =>
  void call((client) => client.settings.set({ key: 'ui', value: { [key]: value } }));

const KeepSpares = ({ setting }: { readonly setting: Setting }) => (
  <SettingRow {...settingTexts.keepSpares} origin={originText(setting)}>
    {(labelId) => (
      <Switch
        aria-labelledby={labelId}
        disabled={setting.origin === 'environment'}
        checked={setting.value === true}
        onChange={({ currentTarget }) =>
          call((client) => client.settings.set({ key: 'keepSpares', value: currentTarget.checked }))
        }
      />
    )}
  </SettingRow>
);

/** What holds for this machine, whatever the project: the window's own, then the engine's. */
export const MachineSettings = () => {
  const theme = useEngine(themeOf) ?? 'system';
  const areLettersOn = useEngine(areSingleKeysOn) ?? true;
  const settings = useEngine((state) => state.settings) ?? [];
  const settingOf = (id: Setting['id']): Setting | undefined => settings.find((setting) => setting.id === id);
  const spares = settingOf('keepSpares');
  return (
    <section aria-label="This machine">
      <h2>This machine</h2>
      <ul className={classes.rows}>
        <SettingRow
          title="Theme"
          text="Of the window, and of the pictures of sites that know both."
          origin={null}
        >
          {(labelId) => (
            <SegmentedControl
              aria-labelledby={labelId}
              value={theme}
              onChange={(value) => keep(themeKey, value)}
              data={themes.map((value) => ({ value, label: titles[value] }))}
            />
          )}
        </SettingRow>
        <SettingRow
          title="Single letters are shortcuts"
          text="Such as R to restart and / to search, outside text fields. All shortcuts: ?"
          origin={null}
        >
          {(labelId) => (
            <Switch
              aria-labelledby={labelId}
              checked={areLettersOn}
              onChange={({ currentTarget }) => keep(singleKeysKey, currentTarget.checked)}
            />
          )}
        </SettingRow>
        {(['routerPort', 'memoryBudgetBytes', 'idleMinutes'] as const).map((key) => {
          const setting = settingOf(key);
          return setting === undefined ? null : <TypedSetting key={key} settingKey={key} setting={setting} />;
        })}
        {spares !== undefined && <KeepSpares setting={spares} />}
      </ul>
    </section>
  );
};
