import { pause } from '../process/pause';
import { type Answer, requestOnce } from './request-once';

/** One request that warms a process: imports, caches, templates. */
export interface WarmUp {
  /** Starts with `/`, percent-encoded. */
  readonly path: string;
  /** Value of the Host header, with the router's port when it has one. Null: the server's own address. */
  readonly hostHeader: string | null;
}

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly afterMs: number; readonly reason: string }
  | { readonly kind: 'abandoned' };

const firstPollMs = 20;
const slowestPollMs = 250;

/** What makes a server ready when its project asks for no warm-up. */
const plainRequest: WarmUp = { path: '/', hostHeader: null };

/**
 * Waits until a server answers HTTP (any status), then sends its warm-up requests one after the other.
 *
 * The first warm-up request is repeated until it is answered: that makes the server ready. Later ones are sent once;
 * one that goes unanswered is noted, for the port has answered by then.
 *
 * @param input.timeoutMs for all of it, from now
 * @param input.note told what a person should know, one line each: answers of 500 and above, warm-ups without an answer
 * @returns `abandoned` as soon as `signal` is aborted
 */
export const waitUntilReady = async (input: {
  readonly host: string;
  readonly port: number;
  readonly warmUp: readonly WarmUp[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}): Promise<Readiness> => {
  const { host, port, timeoutMs, signal, note } = input;
  const address = `${host}:${port}`;
  const deadlineMs = performance.now() + timeoutMs;
  const remainingMs = () => deadlineMs - performance.now();
  const ask = async ({ path, hostHeader }: WarmUp): Promise<Answer> => {
    if (signal.aborted) return { kind: 'abandoned' };
    if (remainingMs() <= 0) return { kind: 'timed-out' };
    const hostSent = hostHeader ?? address;
    const answer = await requestOnce({
      host,
      port,
      path,
      hostHeader: hostSent,
      timeoutMs: remainingMs(),
      signal,
    });
    if (answer.kind === 'answered' && answer.status >= 500) {
      note(`warm-up: GET ${path} for ${hostSent} answered ${answer.status}`);
    }
    return signal.aborted ? { kind: 'abandoned' } : answer;
  };
  const [first = plainRequest, ...others] = input.warmUp;
  /** The most telling answer so far: one that was no HTTP says more than a later one that did not come in time. */
  let telling: Answer = { kind: 'refused' };
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMs * 2, slowestPollMs)) {
    if (remainingMs() <= 0) {
      const afterMs = Math.round(timeoutMs - remainingMs());
      return { kind: 'not-ready', afterMs, reason: notReadyReason(telling, first, address, timeoutMs) };
    }
    const answer = await ask(first);
    if (answer.kind === 'answered') break;
    if (answer.kind === 'abandoned') return answer;
    if (answer.kind !== 'timed-out' || telling.kind === 'refused') telling = answer;
    await pause(Math.min(pollMs, remainingMs()), signal);
  }
  for (const warmUp of others) {
    const later = await ask(warmUp);
    if (later.kind === 'abandoned') return later;
    if (later.kind !== 'answered') {
      note(
        `warm-up: GET ${warmUp.path} for ${warmUp.hostHeader ?? address} was not answered (${later.kind})`,
      );
    }
  }
  return { kind: 'ready' };
};

const notReadyReason = (last: Answer, first: WarmUp, address: string, timeoutMs: number): string => {
  const within = `within ${Math.round(timeoutMs / 100) / 10} s`;
  const what = `GET ${first.path} for ${first.hostHeader ?? address}`;
  if (last.kind === 'broken')
    return `${address} was reached, but ${what} got no HTTP answer ${within}: ${last.reason}`;
  if (last.kind === 'timed-out') return `${address} was reached, but did not answer ${what} ${within}`;
  return `nothing listened on ${address} ${within}`;
};
