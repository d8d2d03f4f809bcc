import { exitText, type Server } from '../../../app/contract';

/** Why a server does not answer, for a person. */
export interface ServerTrouble {
  readonly name: string;
  readonly isGivenUp: boolean;
  /** A whole sentence. */
  readonly reason: string;
  /** The end of its log; empty while it is tried again. */
  readonly lastLines: readonly string[];
}

const shownLines = 12;

/** The servers that have failed or are tried again, with the reason of each. */
export const troublesOf = (servers: readonly Server[]): readonly ServerTrouble[] =>
  servers.flatMap(({ name, status }): ServerTrouble[] => {
    if (status.state !== 'failed' && status.state !== 'backing-off') return [];
    const isGivenUp = status.state === 'failed';
    const exit = status.failures.at(-1);
    const times = status.failures.length > 1 ? ` (${status.failures.length} times)` : '';
    const how = exit === undefined ? 'does not run' : `${exitText(exit)}${times}`;
    const lines = status.state === 'failed' ? status.lastLines : [];
    return [
      {
        name,
        isGivenUp,
        reason: `The server ${name} ${how}.${isGivenUp ? '' : ' It is started again.'}`,
        lastLines: lines.filter((line) => line.trim() !== '').slice(-shownLines),
      },
    ];
  });
