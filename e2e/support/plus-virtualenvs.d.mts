export declare const plusDjangos: readonly string[];
export declare const ensurePlusVirtualenv: (
  django: string,
  onProgress?: (line: string) => void,
) => Promise<string>;
export declare const ensureOnePlusVirtualenv: (onProgress?: (line: string) => void) => Promise<string>;
