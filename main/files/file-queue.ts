import type { HandedFile } from '../../app/contract';

export interface FileQueue {
  /** Files or folders that somebody wants to open; none is no news. */
  add(files: readonly HandedFile[]): void;
  /** The page listens now: what came before, and from now on everything, is told at once. */
  flush(): void;
  /** The page is gone: what comes waits for the next one. */
  hold(): void;
}

/** Keeps what is handed over until there is a page to take it. */
export const openFileQueue = (tell: (files: readonly HandedFile[]) => void): FileQueue => {
  let waiting: readonly HandedFile[] = [];
  let isHeld = true;
  const flush = (): void => {
    isHeld = false;
    if (waiting.length === 0) return;
    const files = waiting;
    waiting = [];
    tell(files);
  };
  return {
    add: (files) => {
      waiting = [...waiting, ...files];
      if (!isHeld) flush();
    },
    flush,
    hold: () => {
      isHeld = true;
    },
  };
};
