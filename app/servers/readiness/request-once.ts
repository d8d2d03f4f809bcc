import { request } from 'node:http';

export type Answer =
  | { readonly kind: 'answered'; readonly status: number }
  /** Nobody listens on the port, or takes the connection in time. */
  | { readonly kind: 'refused' }
  /** Somebody listens, and there was no HTTP answer. */
  | { readonly kind: 'broken'; readonly reason: string }
  /** Somebody took the connection, and said nothing in time. */
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'abandoned' };

/** The head makes the answer; its body is read as well, so that the server sees no broken pipe, but not for ever. */
const bodyTimeoutMs = 5000;

/**
 * One GET over a connection of its own.
 *
 * @param input.path starts with `/`, percent-encoded
 * @param input.hostHeader value of the Host header
 * @param input.timeoutMs until the head of the answer
 */
export const requestOnce = (input: {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly hostHeader: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}): Promise<Answer> =>
  new Promise((resolve) => {
    const { host, port, path, hostHeader, timeoutMs, signal } = input;
    const outgoing = request({
      host,
      port,
      path,
      method: 'GET',
      agent: false,
      setHost: false,
      headers: { Host: hostHeader, 'User-Agent': 'manysite-warm-up', Accept: '*/*', Connection: 'close' },
    });
    let given: Answer | null = null;
    let isConnected = false;
    const cutShort = (answer: Answer) => {
      given ??= answer;
      outgoing.destroy();
    };
    const onAbort = () => cutShort({ kind: 'abandoned' });
    const timers = [setTimeout(() => cutShort({ kind: isConnected ? 'timed-out' : 'refused' }), timeoutMs)];
    outgoing.on('socket', (socket) => {
      socket.once('connect', () => {
        isConnected = true;
      });
    });
    signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('response', (incoming) => {
      given ??= { kind: 'answered', status: incoming.statusCode ?? 0 };
      timers.push(setTimeout(() => outgoing.destroy(), bodyTimeoutMs));
      // A body that breaks off takes nothing from the readiness that the head has shown.
      incoming.on('error', () => outgoing.destroy());
      incoming.resume();
    });
    outgoing.on('error', (error) => {
      const isRefused = 'code' in error && error.code === 'ECONNREFUSED';
      given ??= isRefused ? { kind: 'refused' } : { kind: 'broken', reason: error.message };
    });
    outgoing.on('close', () => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(given ?? { kind: 'broken', reason: 'the connection was closed' });
    });
    outgoing.end();
  });
