import { exitText } from '../contract';
import type { Life, LifeEvent } from './life';

const endNote = (after: Life, event: Extract<LifeEvent, { type: 'ended' }>): string => {
  const how = exitText(event.exit);
  if (after.state === 'backing-off') return `${how}; next try in ${after.retryAtMs - event.atMs} ms`;
  if (after.state === 'failed') return `${how}; given up, failures: ${after.failures.length}`;
  return how;
};

/** What a server's log says about a change of its state; null where the change needs no words. */
export const lifeNote = (before: Life, after: Life, event: LifeEvent): string | null => {
  switch (event.type) {
    case 'answered':
      return before.state === 'starting' && after.state === 'ready'
        ? `ready on port ${after.port} after ${event.atMs - before.sinceMs} ms`
        : null;
    case 'not-ready':
      return exitText(event.exit);
    case 'ended':
      // How a server ended that we asked to end is of no interest, but for one that gets no further try.
      if (before.state !== 'draining') return endNote(after, event);
      if (after.state === 'failed') return `given up, failures: ${after.failures.length}`;
      return after.state === 'stopped' ? 'stopped' : null;
    case 'start-asked':
    case 'restart-asked':
    case 'stop-asked':
    case 'spawned':
    case 'retry-due':
      return null;
    default:
      return event satisfies never;
  }
};
