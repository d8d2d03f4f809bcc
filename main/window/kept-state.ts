import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeByRename } from '../../app/host/attach/write-by-rename';
import { keptWindowSchema } from './place-window';

const keptStateSchema = z.object({
  window: keptWindowSchema.nullable().catch(null),
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  /** Domain formats of the projects, for names that must lead here before the host has told of them. */
  domainFormats: z.array(z.string()).catch([]),
});
/** What the shell finds again at its next start; all of it can be lost. */
export type KeptState = z.infer<typeof keptStateSchema>;

const read = (file: string): KeptState => {
  let given: unknown = {};
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Absent or damaged: the defaults are as good as at the first start.
  }
  const parsed = keptStateSchema.safeParse(given);
  return parsed.success ? parsed.data : keptStateSchema.parse({});
};

export interface KeptStateFile {
  readonly state: KeptState;
  change(change: Partial<KeptState>): void;
}

/** @param file absolute; written by rename at each change that is one */
export const openKeptState = (file: string): KeptStateFile => {
  let state = read(file);
  return {
    get state() {
      return state;
    },
    change: (change) => {
      const next = { ...state, ...change };
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeByRename(file, `${JSON.stringify(state, null, 2)}\n`);
      } catch (error) {
        // A full disk: the window opens in the middle next time.
        console.warn('The state of the window was not kept:', error);
      }
    },
  };
};
