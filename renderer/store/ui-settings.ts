import { z } from 'zod';
import type { State } from '../../app/contract';

const recordSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).catch({});

/** What the window itself wanted to find again on this machine, by key; null where it was never set. */
export const uiSettingOf = (state: State, key: string): string | number | boolean | null => {
  const ui = state.settings.find(({ id }) => id === 'ui')?.value;
  return recordSchema.parse(ui)[key] ?? null;
};
