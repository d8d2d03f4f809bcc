import { z } from 'zod';

const portSchema = z.int().min(1).max(65535);
const terabyte = 1024 ** 4;

/** Most entries, and longest key and text, of what a user interface keeps. */
const uiLimits = { entries: 200, keyLength: 100, textLength: 2_000 } as const;

/** What a user interface wants to find again on this machine, such as its theme. The engine reads none of it. */
const uiSettingsSchema = z
  .record(
    z.string().min(1).max(uiLimits.keyLength),
    z.union([z.boolean(), z.number(), z.string().max(uiLimits.textLength)]),
  )
  .refine((ui) => Object.keys(ui).length <= uiLimits.entries, `at most ${uiLimits.entries} entries`);

/** The settings of this machine that people may change, each with what it takes. */
export const settingSchemas = {
  routerPort: portSchema,
  memoryBudgetBytes: z
    .int()
    .min(0)
    .max(64 * terabyte),
  keepSpares: z.boolean(),
  idleMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60),
  ui: uiSettingsSchema,
} as const;
export type SettingKey = keyof typeof settingSchemas;
export const settingKeySchema = z.enum(Object.keys(settingSchemas) as [SettingKey]);

/** What each setting takes, as a person reads it. */
export const settingRanges: Readonly<Record<SettingKey, string>> = {
  routerPort: 'a port from 1 to 65535',
  memoryBudgetBytes: 'bytes; 0 keeps nothing warm',
  keepSpares: 'true or false',
  idleMinutes: 'whole minutes from 1 to 10080, which is a week',
  ui: `up to ${uiLimits.entries} keys with a text of up to ${uiLimits.textLength} characters, a number, true or false`,
};

/** One setting as it is now. */
export const settingSchema = z.object({
  /** Its key. */
  id: settingKeySchema,
  /** Null for a port that is not chosen yet. */
  value: z.json(),
  origin: z.enum(['environment', 'settings.json', 'default']),
  /** The file or variable that gives the value; null for a default. */
  detail: z.string().nullable(),
  range: z.string(),
});
export type Setting = z.infer<typeof settingSchema>;
