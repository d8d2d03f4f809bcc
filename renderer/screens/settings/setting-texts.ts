import type { Setting, SettingKey } from '../../../app/contract';
import { formatBytes } from '../../text/format';

/** Settings of the engine that people change here, as they are called. */
export const settingTitles: Readonly<Record<Exclude<SettingKey, 'ui'>, string>> = {
  routerPort: 'Port of the router',
  memoryBudgetBytes: 'Memory for warm servers',
  keepSpares: 'Keep spare copies for resets',
  idleMinutes: 'Stop the host when idle',
};

/** A setting's value for a person. */
export const settingText = ({ id, value }: Pick<Setting, 'id' | 'value'>): string => {
  switch (id) {
    case 'routerPort':
      return value === null ? 'chosen at the first start' : String(value);
    case 'memoryBudgetBytes':
      return typeof value === 'number' ? formatBytes(value) : '–';
    case 'keepSpares':
      return value === true ? 'on' : 'off';
    case 'idleMinutes':
      return value === 1 ? 'after 1 minute' : `after ${String(value)} minutes`;
    case 'ui':
      return '';
    default:
      return id satisfies never;
  }
};

/** Settings as the palette finds them. */
export const settingLines = (
  settings: readonly Setting[],
): readonly { readonly key: string; readonly title: string; readonly now: string }[] =>
  settings.flatMap((setting) =>
    setting.id === 'ui'
      ? []
      : [{ key: setting.id, title: settingTitles[setting.id], now: `now ${settingText(setting)}` }],
  );
