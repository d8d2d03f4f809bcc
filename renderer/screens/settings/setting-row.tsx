import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { Setting } from '../../../app/contract';
import { call } from '../../store/call';
import { originText, parsedSetting, type ShownKey, settingText, settingTexts } from './setting-texts';
import classes from './settings-screen.module.css';

/** A setting by name with its control. */
export const SettingRow = ({
  title,
  text,
  origin,
  children,
}: {
  readonly title: string;
  readonly text: string;
  /** Where its value comes from; null where it has no other place. */
  readonly origin: string | null;
  /** @param labelId of the name, for the control */
  readonly children: (labelId: string) => ReactNode;
}) => {
  const labelId = useId();
  return (
    <li className={classes.row}>
      <div className={classes.about}>
        <span id={labelId} className={classes.title}>
          {title}
        </span>
        <span className={classes.text}>{text}</span>
      </div>
      <div className={classes.control}>
        {children(labelId)}
        {origin !== null && <span className={classes.origin}>{origin}</span>}
      </div>
    </li>
  );
};

/** A setting of this machine that is typed: checked as one types, kept with ↵ or the button. */
export const TypedSetting = ({
  setting,
  settingKey,
}: {
  readonly setting: Setting;
  readonly settingKey: Exclude<ShownKey, 'keepSpares'>;
}) => {
  const { title, text } = settingTexts[settingKey];
  const [typed, setTyped] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isFixed = setting.origin === 'environment';
  const parsed = typed === null ? null : parsedSetting(settingKey, typed, setting.range);
  const set = async (value: number | null): Promise<void> => {
    setSaving(true);
    const answer = await call((client) => client.settings.set({ key: settingKey, value }));
    setSaving(false);
    if (answer !== null) setTyped(null);
  };
  return (
    <SettingRow title={title} text={text} origin={originText(setting)}>
      {(labelId) => (
        <form
          className={classes.typed}
          onSubmit={(event) => {
            event.preventDefault();
            if (parsed !== null && 'value' in parsed) void set(parsed.value);
          }}
        >
          <TextInput
            aria-labelledby={labelId}
            className={classes.field}
            disabled={isFixed}
            readOnly={isSaving}
            value={typed ?? (setting.value === null ? '' : settingText(setting))}
            placeholder={settingText(setting)}
            error={parsed !== null && 'reason' in parsed ? parsed.reason : null}
            onFocus={() =>
              setTyped(
                (now) =>
                  now ??
                  String(settingKey === 'memoryBudgetBytes' ? settingText(setting) : (setting.value ?? '')),
              )
            }
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={({ key }) => key === 'Escape' && setTyped(null)}
          />
          {typed !== null && (
            <Button
              type="submit"
              variant="filled"
              disabled={parsed === null || 'reason' in parsed || isSaving}
            >
              Keep
            </Button>
          )}
          {typed === null && setting.origin === 'settings.json' && (
            <Button variant="subtle" color="gray" onClick={() => void set(null)}>
              Use the default
            </Button>
          )}
        </form>
      )}
    </SettingRow>
  );
};
