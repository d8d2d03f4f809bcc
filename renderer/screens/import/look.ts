import { create } from 'zustand';
import type { ErrorShape, InspectedDump } from '../../../app/contract';
import type { DumpSource } from './dump-source';

/** What is known of the one dump that is looked into. `file` is what the calls take for its path. */
export type Look =
  | { readonly state: 'none' }
  | {
      readonly state: 'sending';
      readonly name: string;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  | { readonly state: 'reading'; readonly name: string }
  | KnownLook
  | { readonly state: 'failed'; readonly name: string; readonly error: ErrorShape };

export interface KnownLook {
  readonly state: 'known';
  readonly name: string;
  readonly file: string;
  /** As it came. */
  readonly source: DumpSource;
  /** For which project; null: there is none yet. */
  readonly projectId: string | null;
  /** As the dump is. */
  readonly found: InspectedDump;
  /** As it would be imported with what was chosen. */
  readonly planned: InspectedDump;
  /** Why what was chosen cannot be planned; `planned` is then that of before. */
  readonly planError: ErrorShape | null;
  readonly isCounting: boolean;
  readonly readMs: number;
}

/** What a person chose for the import. */
export interface Choices {
  readonly label: string;
  /** By site id. */
  readonly slugs: Readonly<Record<string, string>>;
  /** Null: the project's. */
  readonly domainFormat: string | null;
  readonly switches: boolean;
}

export const noChoices: Choices = { label: '', slugs: {}, domainFormat: null, switches: true };

interface LookStore {
  readonly look: Look;
  readonly choices: Choices;
  /** Dumps that were dropped together with it, offered after it. */
  readonly waiting: readonly DumpSource[];
}

/** The dump that is looked into. It stays while other screens are shown, and is gone with the tab. */
export const useLook = create<LookStore>()(() => ({
  look: { state: 'none' },
  choices: noChoices,
  waiting: [],
}));
