import type { LinkState } from '../host/link';

/** What the page shows while there is no host to show anything else. */
export interface WaitingView {
  readonly title: string;
  /** Whole sentences. */
  readonly details: readonly string[];
  /** What the engine said last; empty where that is of no use. */
  readonly lines: readonly string[];
  /** Label of the one button; null: nothing to do but wait. */
  readonly action: string | null;
}

/** What the waiting page has as `window.manysiteWaiting`. */
export interface WaitingBridge {
  onView(listener: (view: WaitingView) => void): void;
  retry(): void;
}

declare global {
  interface Window {
    readonly manysiteWaiting?: WaitingBridge;
  }
}

/** @param lastLines called only where they are shown */
export const waitingView = (
  link: LinkState,
  dataFolder: string,
  lastLines: () => readonly string[],
): WaitingView => {
  switch (link.state) {
    case 'looking':
    case 'open':
      return {
        title: 'Starting the engine',
        details: [`Waiting for it to answer. It works in ${dataFolder}.`],
        lines: [],
        action: null,
      };
    case 'stopped':
      return {
        title: 'Manysite was stopped',
        details: [
          'Somebody stopped the engine, with “manysite quit” for example. Its sites do not answer now.',
        ],
        lines: [],
        action: 'Start it again',
      };
    case 'failed':
      return {
        title: 'The engine does not run',
        details: [link.error.message, ...(link.error.hint === null ? [] : [link.error.hint])],
        lines: lastLines(),
        action: 'Try again',
      };
    default:
      return link satisfies never;
  }
};
