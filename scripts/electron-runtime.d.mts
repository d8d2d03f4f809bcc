export interface ElectronRuntime {
  /** A folder like npm's electron/dist. */
  readonly dist: string;
  readonly program: string;
  readonly version: string;
  /** False for one that is for tests only. */
  readonly isCurrent: boolean;
}

export function findElectron(onProgress?: (line: string) => void): Promise<ElectronRuntime | null>;
