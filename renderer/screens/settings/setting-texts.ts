import { type Setting, type SettingKey, settingSchemas } from '../../../app/contract';
import { formatBytes } from '../../text/format';

/** Settings of the engine that people change here. */
export type ShownKey = Exclude<SettingKey, 'ui'>;

/** What each is called, and what it does. */
export const settingTexts: Readonly<Record<ShownKey, { readonly title: string; readonly text: string }>> = {
  routerPort: {
    title: 'Port of the router',
    text: 'Every site opens at it. A move replaces the servers, since they know it.',
  },
  memoryBudgetBytes: {
    title: 'Memory for warm servers',
    text: 'Servers of databases used before stay ready within it, so that going back is instant. 0 keeps none.',
  },
  keepSpares: {
    title: 'Keep a spare copy of active databases',
    text: 'A reset takes about a second then, and the database its size on disk once more.',
  },
  idleMinutes: {
    title: 'Leave when idle, after',
    text: 'A host that serves nothing and that nobody looks at ends by itself.',
  },
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
      return value === 1 ? '1 minute' : `${String(value)} minutes`;
    case 'ui':
      return '';
    default:
      return id satisfies never;
  }
};

const isShown = (setting: Setting): setting is Setting & { readonly id: ShownKey } => setting.id !== 'ui';

/** Settings as the palette finds them. */
export const settingLines = (
  settings: readonly Setting[],
): readonly { readonly key: string; readonly title: string; readonly now: string }[] =>
  settings.filter(isShown).map((setting) => ({
    key: setting.id,
    title: settingTexts[setting.id].title,
    now: `now ${settingText(setting)}`,
  }));

/** Where a value comes from. */
export const originText = ({ origin, detail }: Pick<Setting, 'origin' | 'detail'>): string => {
  switch (origin) {
    case 'default':
      return 'default';
    case 'environment':
      return detail === null ? 'environment' : `by ${detail} of the environment`;
    case 'settings.json':
      return 'set on this machine';
    default:
      return origin satisfies never;
  }
};

const units: Readonly<Record<string, number>> = {
  '': 1e6,
  M: 1e6,
  MB: 1e6,
  G: 1e9,
  GB: 1e9,
  K: 1e3,
  KB: 1e3,
  T: 1e12,
  TB: 1e12,
};

/** Bytes of a size as people type it, in MB where they name no unit: `2 GB`, `512`, `1.5g`; null for anything else. */
export const bytesOf = (typed: string): number | null => {
  const [, amount, unit = ''] = /^\s*(\d+(?:[.,]\d+)?)\s*([kmgt]?b?)\s*$/i.exec(typed) ?? [];
  const factor = units[unit.toUpperCase()];
  return amount === undefined || factor === undefined
    ? null
    : Math.round(Number(amount.replace(',', '.')) * factor);
};

/** A number as typed, which only the engine judges; null where it is none. */
const wholeOf = (typed: string): number | null => (/^\s*\d+\s*$/.test(typed) ? Number(typed) : null);

/** What a typed value means for a setting; `reason`: why it is none, as the engine says what it takes. */
export const parsedSetting = (
  key: Exclude<ShownKey, 'keepSpares'>,
  typed: string,
  range: string,
): { readonly value: number } | { readonly reason: string } => {
  const value = key === 'memoryBudgetBytes' ? bytesOf(typed) : wholeOf(typed);
  const reason =
    key === 'memoryBudgetBytes'
      ? 'A size such as 2 GB or 512 MB; 0 keeps nothing warm.'
      : `It takes ${range}.`;
  return value !== null && settingSchemas[key].safeParse(value).success ? { value } : { reason };
};
