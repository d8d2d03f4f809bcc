import type { Exit } from './servers';

/** How a server ended, as the end of a sentence that starts with its name. */
export const exitText = (exit: Exit): string => {
  switch (exit.kind) {
    case 'exited':
      // A server that goes to the background is out of our hands: its own exit is the only thing that we see.
      return exit.code === 0
        ? 'ended with code 0 (a server must stay in the foreground)'
        : `ended with code ${exit.code}`;
    case 'signalled':
      return `was ended by ${exit.signal}`;
    case 'spawn-failed':
      return `could not be started: ${exit.reason}`;
    case 'not-ready':
      return `was not ready: ${exit.reason}`;
    case 'killed':
      return 'was killed by us';
    default:
      return exit satisfies never;
  }
};
