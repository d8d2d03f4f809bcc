import type net from 'node:net';
import { type BodyScanner, scannerOf } from '../http/body-scanner';
import { isPage } from '../http/is-page';
import { requestHeadFor, responseHeadFor } from '../http/pass-on';
import type { RequestHead } from '../http/request-head';
import type { ResponseHead } from '../http/response-head';
import { type ResponsePart, ResponseReader } from '../http/response-reader';
import type { InFlight } from './in-flight';
import type { ConnectionUser, ServerConnection, ServerPool } from './server-pool';

export type ExchangeEnd =
  /** The client has the whole response. `closes`: it was told that its connection ends with it. */
  | {
      readonly kind: 'complete';
      readonly status: number;
      readonly closes: boolean;
      readonly latencyMs: number;
      /** A whole page was asked for and came. */
      readonly isPage: boolean;
    }
  /** The server took no connection, so nothing of the request has been used up. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The client has got nothing so far, and can be told. */
  | { readonly kind: 'no-answer'; readonly reason: string }
  | { readonly kind: 'bad-request'; readonly reason: string }
  /** The client has a part of the response; only the end of its connection tells it that the rest is missing. */
  | { readonly kind: 'cut' }
  /** `firstBytes` came right behind the server's 101. */
  | {
      readonly kind: 'tunnel';
      readonly server: net.Socket;
      readonly firstBytes: Buffer;
      readonly latencyMs: number;
    };

export interface ExchangeInput {
  readonly request: RequestHead;
  readonly client: net.Socket;
  readonly clientAddress: string;
  readonly host: string;
  readonly port: number;
  readonly pool: ServerPool;
  readonly inFlight: InFlight;
  readonly mostHeadBytes: number;
  /** Origins of pages that may show the answer in a frame, whatever its server says; none: its head stays as it is. */
  readonly framedBy: readonly string[];
  readonly now: () => number;
  /** The request's body may flow, or flow again. */
  readonly onFlow: () => void;
  /** Called once, unless the exchange is aborted. */
  readonly onEnd: (end: ExchangeEnd) => void;
}

/** Methods whose repetition does no harm (RFC 9110, 9.2.2). */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * One request and its response, between a client and one server.
 *
 * A kept connection may turn out to be closed when a request goes out on it. So only a request that can be sent again
 * as a whole gets one, and it is sent again, once, on a new connection; every other request gets a new one at once.
 */
export class Exchange implements ConnectionUser {
  readonly #input: ExchangeInput;
  readonly #body: BodyScanner;
  readonly #isLast: boolean;
  #reader: ResponseReader;
  #connection: ServerConnection;
  #head: ResponseHead | null = null;
  #headAt: number | null = null;
  readonly #startedAt: number;
  /** From here to the head of the answer: what a stream or a large body adds is no latency. */
  #latencyMs = 0;
  #isSent = false;
  #isOver = false;
  #toldClient = false;
  #closes = false;
  #isBlocked = false;

  constructor(input: ExchangeInput) {
    const { request, pool, host, port } = input;
    this.#input = input;
    this.#startedAt = input.now();
    this.#body = scannerOf(request.body);
    this.#reader = new ResponseReader(request.method, input.mostHeadBytes);
    this.#isLast = request.minorVersion === 0 || pool.splitWrites.needsOneConnectionEach(port);
    const isRepeatable =
      request.body.kind === 'none' && request.upgrade === null && idempotent.has(request.method);
    const idle = isRepeatable && !this.#isLast ? pool.takeIdle(host, port) : null;
    this.#connection = idle ?? pool.open(host, port);
    this.#connection.user = this;
    input.inFlight.enter(port);
    if (idle !== null) this.onConnect();
  }

  /** The server takes no more bytes for now. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /**
   * Passes on what of these bytes belongs to the request's body.
   *
   * @returns how many bytes were taken: none before there is a connection
   */
  takeBody(bytes: Buffer): number {
    if (!this.#isSent || this.#isOver) return 0;
    const end = this.#body.scan(bytes, 0);
    if (end > 0) this.#isBlocked = !this.#connection.socket.write(bytes.subarray(0, end));
    if (this.#body.state === 'malformed') {
      this.#connection.destroy();
      this.#end(
        this.#toldClient
          ? { kind: 'cut' }
          : { kind: 'bad-request', reason: 'a chunked body that is malformed' },
      );
    }
    return end;
  }

  /** The client's buffer has room again. */
  onClientDrain(): void {
    this.#connection.socket.resume();
  }

  /** The client has gone, so the server need not go on. */
  abort(): void {
    if (this.#isOver) return;
    this.#leave();
    this.#connection.destroy();
  }

  onConnect(): void {
    const { request, clientAddress, onFlow } = this.#input;
    const { socket } = this.#connection;
    this.#isSent = true;
    socket.cork();
    socket.write(requestHeadFor(request, clientAddress, this.#isLast), 'latin1');
    onFlow();
    socket.uncork();
  }

  onDrain(): void {
    this.#isBlocked = false;
    this.#input.onFlow();
  }

  onData(bytes: Buffer): void {
    const { client } = this.#input;
    client.cork();
    this.#pass(this.#reader.read(bytes));
    client.uncork();
  }

  onGone(error: Error | null): void {
    if (this.#isOver) return;
    const { host, port, pool } = this.#input;
    this.#connection.destroy();
    if (!this.#isSent) {
      const reason = error?.message ?? 'the connection was closed';
      this.#end({ kind: 'unreachable', reason: `${host}:${port} took no connection: ${reason}` });
      return;
    }
    if (this.#connection.isReused && !this.#reader.hasBytes) {
      this.#isSent = false;
      this.#connection = pool.open(host, port);
      this.#connection.user = this;
      return;
    }
    this.#pass(this.#reader.close(error === null));
  }

  #pass(parts: readonly ResponsePart[]): void {
    for (const part of parts) {
      if (this.#isOver) return;
      switch (part.kind) {
        case 'interim':
          this.#passInterim(part.head);
          break;
        case 'head':
          this.#passHead(part.head);
          break;
        case 'body':
          this.#passBody(part.bytes);
          break;
        case 'end':
          this.#finish(part.rest);
          break;
        case 'broken':
          this.#fail(part.reason);
          break;
        default:
          part satisfies never;
      }
    }
  }

  #passInterim(head: ResponseHead): void {
    // HTTP/1.0 knows no interim responses (RFC 9110, 15.2).
    if (this.#input.request.minorVersion === 0) return;
    this.#input.client.write(responseHeadFor(head, false), 'latin1');
    this.#toldClient = true;
  }

  #passHead(head: ResponseHead): void {
    const { request, client, now, framedBy } = this.#input;
    if (head.status === 101 && request.upgrade === null) {
      this.#fail('it switched protocols without being asked');
      return;
    }
    if (head.body.kind === 'chunked' && request.minorVersion === 0) {
      this.#fail('it sent a chunked body to an HTTP/1.0 request');
      return;
    }
    this.#head = head;
    this.#headAt = now();
    this.#latencyMs = this.#headAt - this.#startedAt;
    // A body that is still under way when the answer comes may never be sent (Expect), so no request can follow it.
    this.#closes = !request.keepsAlive || head.body.kind === 'until-close' || this.#body.state !== 'done';
    client.write(responseHeadFor(head, this.#closes, framedBy), 'latin1');
    this.#toldClient = true;
  }

  #passBody(bytes: Buffer): void {
    const { client, pool, port, now } = this.#input;
    if (this.#headAt !== null && this.#connection.isReused)
      pool.splitWrites.record(port, now() - this.#headAt);
    this.#headAt = null;
    if (!client.write(bytes)) this.#connection.socket.pause();
  }

  #finish(rest: Buffer): void {
    const head = this.#head;
    if (head === null) {
      this.#fail('it ended its answer before it began');
      return;
    }
    if (head.status === 101) {
      this.#end({
        kind: 'tunnel',
        server: this.#connection.handOver(),
        firstBytes: rest,
        latencyMs: this.#latencyMs,
      });
      return;
    }
    const canServeAgain =
      head.keepsAlive &&
      head.body.kind !== 'until-close' &&
      this.#body.state === 'done' &&
      !this.#isLast &&
      rest.length === 0;
    if (canServeAgain) this.#input.pool.keep(this.#connection);
    else this.#connection.destroy();
    this.#end({
      kind: 'complete',
      status: head.status,
      closes: this.#closes,
      latencyMs: this.#latencyMs,
      isPage: isPage(this.#input.request, head),
    });
  }

  #fail(reason: string): void {
    this.#connection.destroy();
    this.#end(this.#toldClient ? { kind: 'cut' } : { kind: 'no-answer', reason });
  }

  #end(end: ExchangeEnd): void {
    this.#leave();
    this.#input.onEnd(end);
  }

  #leave(): void {
    this.#isOver = true;
    this.#input.inFlight.leave(this.#input.port);
  }
}
