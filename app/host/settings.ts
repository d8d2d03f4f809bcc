import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../contract';
import { writeByRename } from './attach/write-by-rename';

const portSchema = z.int().min(1).max(65535);

/** `settings.json` of this machine: what is chosen once and then kept. */
const settingsSchema = z.object({
  routerPort: portSchema.nullable().default(null),
  doorPort: portSchema.nullable().default(null),
  postgresPort: portSchema.nullable().default(null),
  /** Standby servers are stopped, least recently used first, beyond this. */
  memoryBudgetBytes: z
    .int()
    .positive()
    .default(2 * 1024 ** 3),
  /** Whether active databases get a spare copy, which makes a reset instant and costs their size on disk again. */
  keepSpares: z.boolean().default(true),
  /** The pg_dump that exports use; null: one that is found. */
  pgDump: z.string().nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

export class SettingsFile {
  #settings: Settings;
  readonly #file: string;

  /** @throws AppError `setting-invalid` when the file is not what it was written as */
  constructor(private readonly configFolder: string) {
    this.#file = join(configFolder, 'settings.json');
    this.#settings = this.#read();
  }

  get values(): Settings {
    return this.#settings;
  }

  /** Stores the change at once, by rename, so that a crash leaves the old file or the new one. */
  change(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    mkdirSync(this.configFolder, { recursive: true });
    writeByRename(this.#file, `${JSON.stringify(this.#settings, null, 2)}\n`);
  }

  #read(): Settings {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return settingsSchema.parse({});
      throw new AppError('setting-invalid', `${this.#file} cannot be read: ${String(error)}`, {
        hint: 'Let this user read it, or move it away to start with the defaults.',
        cause: error,
      });
    }
    try {
      return settingsSchema.parse(JSON.parse(text));
    } catch (cause) {
      const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      throw new AppError('setting-invalid', `${this.#file} is not valid: ${reason}`, {
        hint: 'Mend it, or delete it to start with the defaults.',
        cause,
      });
    }
  }
}
