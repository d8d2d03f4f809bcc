import type { ProjectRecord } from '../../catalog/projects';
import type { AppError, Check, CheckState, Database, Fix, HostInfo, Site } from '../../contract';
import type { ProjectConfig } from '../../projects/project-config';
import type { Folders } from '../attach/folders';
import type { Engine } from '../engine';
import type { Settings } from '../settings';
import type { Resolvers } from './names/resolvers';

/** A project as far as it can be seen now. */
export interface ExaminedProject {
  readonly record: ProjectRecord;
  /** Or why it cannot be loaded. */
  readonly config: ProjectConfig | AppError;
  readonly databases: readonly Database[];
  /** Of the active database; none where it cannot be read. */
  readonly sites: readonly Site[];
}

/** What the checks look at. */
export interface DoctorContext {
  readonly host: HostInfo;
  readonly folders: Folders;
  readonly settings: Settings;
  /** Or why PostgreSQL or the catalog did not start. */
  readonly engine: Engine | AppError;
  readonly project: ExaminedProject | null;
  readonly resolvers: Resolvers;
  /** Absolute. */
  readonly hostsFile: string;
  readonly now: Date;
}

/** What a check found. */
export interface Finding {
  readonly state: CheckState;
  /** One or two sentences; the first says it all. */
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

/** One thing to be looked at. It changes nothing on the machine. */
export interface CheckDefinition extends Pick<Check, 'id' | 'group' | 'title'> {
  /** @returns null where there is nothing to check, e.g. without a project */
  readonly run: (context: DoctorContext, signal: AbortSignal) => Promise<Finding | null>;
}

export const fix = (title: string, description: string, more: Partial<Fix> = {}): Fix => ({
  title,
  description,
  command: null,
  lines: null,
  isSuggested: false,
  ...more,
});
