import type { CommandId } from './commands';

/** What the desktop app gives to the page, as `window.manysite`. In a browser there is none: what needs it is hidden there. */
export interface ShellBridge {
  readonly platform: 'darwin' | 'linux' | 'win32';
  /** The system's dialog for a project's folder. @returns its path; null when it was closed */
  openProjectFolder(): Promise<string | null>;
  /** The system's dialog for dump files. @returns their paths; none when it was closed */
  openDumps(): Promise<readonly string[]>;
  /** The system's dialog for a new file. @returns its path; null when it was closed */
  chooseExportFile(suggestedName: string): Promise<string | null>;
  /** Where a dropped file lies, so that it need not be sent. @returns null for one that is in no folder */
  pathOf(file: File): string | null;
  /** Opens an address in the system's browser: http and https only. */
  openExternal(url: string): Promise<void>;
  /** The scheme of window, menus and previews. */
  setTheme(theme: ShellTheme): void;
  /** What would be lost if the page went away now, in a sentence; null: nothing. Before it goes, somebody is asked. */
  setUnsaved(what: string | null): void;
  /** Starts a host again that was stopped, or does not come up; nothing while there is one or it is looked for. */
  startHost(): void;
  /** Which commands of the native menu can be chosen now. */
  setAvailableCommands(ids: readonly CommandId[]): void;
  /**
   * Commands that were chosen from the native menu, or typed where the page did not see the key.
   *
   * @returns ends it
   */
  onCommand(listener: (id: CommandId) => void): () => void;
  /**
   * What the system or a second start handed over; what came before is told at once.
   *
   * @returns ends it
   */
  onOpenFiles(listener: (files: readonly HandedFile[]) => void): () => void;
  /** Somebody clicked the notification of a job's end. @returns ends it */
  onShowJob(listener: (jobId: string) => void): () => void;
  /** Escape was pressed twice inside a preview, and the keys are the page's again. @returns ends it */
  onLeavePreview(listener: () => void): () => void;
}

/** A folder with a manage.py or a manysite.json is a project, everything else a dump. */
export interface HandedFile {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'dump' | 'project';
}

export type ShellTheme = 'light' | 'dark' | 'system';

declare global {
  interface Window {
    readonly manysite?: ShellBridge;
  }
}

/**
 * The `partition` of a preview's `<webview>`: its own for each database, so that a login in one is none in another. The shell lets
 * no other attach.
 */
export const previewPartition = (databaseId: string): string => `persist:preview-${databaseId}`;
