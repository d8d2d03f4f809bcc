import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, settingSchemas } from '../contract';
import { writeByRename } from './attach/write-by-rename';

/** `settings.json` of this machine: what is chosen once and then kept. */
const settingsSchema = z.object({
  routerPort: settingSchemas.routerPort.nullable().default(null),
  doorPort: settingSchemas.routerPort.nullable().default(null),
  postgresPort: settingSchemas.routerPort.nullable().default(null),
  /** Standby servers are stopped, least recently used first, beyond this. */
  memoryBudgetBytes: settingSchemas.memoryBudgetBytes.default(2 * 1024 ** 3),
  /** Whether active databases get a spare copy, which makes a reset instant and costs their size on disk again. */
  keepSpares: settingSchemas.keepSpares.default(true),
  /** The pg_dump that exports use; null: one that is found. */
  pgDump: z.string().nullable().default(null),
  /** A host that nobody needs leaves after so long. */
  idleMinutes: settingSchemas.idleMinutes.default(10),
  ui: settingSchemas.ui.default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

export class SettingsFile {
  #settings: Settings;
  /** What the file says; everything else is a default, which a later version may choose otherwise. */
  #given: Partial<Settings>;
  readonly file: string;
  #tell = (): void => undefined;

  /** @throws AppError `setting-invalid` when the file is not what it was written as */
  constructor(private readonly configFolder: string) {
    this.file = join(configFolder, 'settings.json');
    this.#given = this.#read();
    this.#settings = { ...defaultSettings, ...this.#given };
  }

  /** @param listener called after each change; one is enough */
  onChange(listener: () => void): void {
    this.#tell = listener;
  }

  isGiven(key: keyof Settings): boolean {
    return this.#given[key] !== undefined;
  }

  get values(): Settings {
    return this.#settings;
  }

  /** Stores the change at once, by rename, so that a crash leaves the old file or the new one. */
  change(change: Partial<Settings>): void {
    this.#write({ ...this.#given, ...change });
  }

  /** Back to the default of one setting. */
  reset(key: keyof Settings): void {
    const { [key]: _, ...others } = this.#given;
    this.#write(others);
  }

  #write(given: Partial<Settings>): void {
    mkdirSync(this.configFolder, { recursive: true });
    writeByRename(this.file, `${JSON.stringify(given, null, 2)}\n`);
    this.#given = given;
    this.#settings = { ...defaultSettings, ...given };
    this.#tell();
  }

  #read(): Partial<Settings> {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw new AppError('setting-invalid', `${this.file} cannot be read: ${String(error)}`, {
        hint: 'Let this user read it, or move it away to start with the defaults.',
        cause: error,
      });
    }
    try {
      const given: unknown = JSON.parse(text);
      const settings = settingsSchema.parse(given);
      const keys = new Set(Object.keys(given ?? {}));
      return Object.fromEntries(Object.entries(settings).filter(([key]) => keys.has(key)));
    } catch (cause) {
      const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw new AppError('setting-invalid', `${this.file} is not valid: ${reason}`, {
        hint: 'Mend it, or delete it to start with the defaults.',
        cause,
      });
    }
  }
}
