import type net from 'node:net';
import type { PageSeen } from '../../contract';
import type { RequestHead } from '../http/request-head';
import { RequestIntake } from '../http/request-intake';
import { type Answer, answerBytes } from '../pages/answer';
import { badRequestPage } from '../pages/refusal-pages';
import { handRoutePage, noAnswerPage } from '../pages/site-pages';
import { type Decision, decide, type SiteRoute } from './decide';
import { Exchange, type ExchangeEnd } from './exchange';
import { framedBy } from './framers';
import type { RouterCore } from './router-core';
import { joinSockets } from './tunnel';

/** A request whose answer is not complete. */
interface Current {
  readonly request: RequestHead;
  readonly arrivedAt: number;
  /** When its server first took no connection. */
  refusedAt: number | null;
}

/** Of a path that is told. */
const mostPathCharacters = 2_000;

type Proxied = Extract<Decision, { kind: 'proxy' }>;

/** One client's connection: its requests one after the other, each routed by its own Host. */
export class ClientConnection {
  readonly #socket: net.Socket;
  readonly #core: RouterCore;
  readonly #address: string;
  readonly #intake: RequestIntake;
  #current: Current | null = null;
  #exchange: Exchange | null = null;
  #stopWaiting: (() => void) | null = null;
  #lingerTimer: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor(socket: net.Socket, core: RouterCore) {
    this.#socket = socket;
    this.#core = core;
    this.#address = socket.remoteAddress ?? '127.0.0.1';
    this.#intake = new RequestIntake(core.limits.headBytes);
    socket.setTimeout(core.limits.idleClientMs);
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('drain', () => this.#onDrain());
    socket.on('end', () => this.#onClientEnd());
    socket.on('timeout', () => this.#onIdle());
    // 'close' follows and does what there is to do: a client that resets its connection is no failure of ours.
    socket.on('error', () => this.#abort());
    socket.on('close', () => this.#abort());
  }

  #receive(bytes: Buffer): void {
    if (this.#isOver) return;
    this.#intake.add(bytes);
    this.#pump();
  }

  #onDrain(): void {
    this.#exchange?.onClientDrain();
    this.#pump();
  }

  /** Uses what is pending, as far as it can be used now. */
  #pump(): void {
    while (!this.#isOver && this.#isFree && this.#takeHead());
    if (this.#exchange !== null) this.#intake.drop(this.#exchange.takeBody(this.#intake.pending));
    this.#holdBackOrRead();
  }

  /** A further request may begin. Who sends requests without reading the answers has to wait for its own reading. */
  get #isFree(): boolean {
    return this.#current === null && !this.#socket.writableNeedDrain;
  }

  #holdBackOrRead(): void {
    if (this.#isOver) return;
    const isFull = this.#intake.pending.length >= this.#core.limits.readAheadBytes && !this.#isFree;
    const shallPause = isFull || (this.#exchange?.isBlocked ?? false);
    if (shallPause === this.#socket.isPaused()) return;
    if (shallPause) this.#socket.pause();
    else this.#socket.resume();
  }

  /** @returns whether a request was taken, so that a further one may stand behind it */
  #takeHead(): boolean {
    const request = this.#intake.takeHead();
    if (request === null) return false;
    if (request.kind === 'refused') {
      this.#refuse(request.status, request.reason);
      return false;
    }
    this.#current = { request, arrivedAt: this.#core.now(), refusedAt: null };
    this.#route(this.#current);
    return true;
  }

  #route(current: Current): void {
    const decision = decide(current.request, this.#core);
    switch (decision.kind) {
      case 'proxy':
        this.#proxy(current, decision);
        break;
      case 'hold': {
        const leftMs = decision.holdMs - (this.#core.now() - current.arrivedAt);
        this.#waitForTable(current, leftMs, () => {
          this.#served(decision.site, null, null);
          return decision.answer;
        });
        break;
      }
      case 'restart':
        this.#core.onRestartAsked(decision.serverId);
        this.#answer(current, decision.answer);
        break;
      case 'answer':
        this.#answer(current, decision.answer);
        break;
      default:
        decision satisfies never;
    }
  }

  /** Decides again with the next table; gives the answer when none has come in time. */
  #waitForTable(current: Current, timeoutMs: number, otherwise: () => Answer): void {
    this.#stopWaiting = this.#core.tables.waitForNext(Math.max(0, timeoutMs), (why) => {
      this.#stopWaiting = null;
      if (why === 'table') this.#route(current);
      else this.#answer(current, otherwise());
      this.#pump();
    });
  }

  #proxy(current: Current, proxied: Proxied): void {
    const { host, port } = proxied.upstream;
    const { tables, pool, inFlight, limits, now } = this.#core;
    const { revision } = tables.current;
    this.#exchange = new Exchange({
      request: current.request,
      client: this.#socket,
      clientAddress: this.#address,
      host,
      port,
      pool,
      inFlight,
      mostHeadBytes: limits.headBytes,
      framedBy: framedBy(current.request, this.#core.framers),
      now,
      onFlow: () => this.#pump(),
      onEnd: (end) => {
        this.#exchange = null;
        this.#onExchangeEnd(current, proxied, end, revision);
        this.#pump();
      },
    });
  }

  #onExchangeEnd(current: Current, proxied: Proxied, end: ExchangeEnd, revision: number): void {
    const { site } = proxied;
    switch (end.kind) {
      case 'complete':
        this.#served(site, end.status, end.latencyMs, end.isPage ? this.#pageOf(current, end) : null);
        if (end.closes) this.#close();
        else this.#current = null;
        break;
      case 'unreachable':
        this.#retryOrAnswer(current, proxied, end.reason, revision);
        break;
      case 'no-answer':
        this.#served(site, null, null);
        this.#answer(current, noAnswerPage(site.siteName, end.reason));
        break;
      case 'bad-request':
        this.#refuse(400, end.reason);
        break;
      case 'cut':
        this.#served(site, null, null);
        this.#isOver = true;
        this.#socket.destroySoon();
        break;
      case 'tunnel':
        this.#served(site, 101, end.latencyMs);
        this.#isOver = true;
        for (const event of ['data', 'drain', 'end', 'timeout']) this.#socket.removeAllListeners(event);
        joinSockets(this.#socket, end.server, { ofClient: this.#intake.pending, ofServer: end.firstBytes });
        break;
      default:
        end satisfies never;
    }
  }

  /** A server that takes no connection has most likely just gone, and a table that says so is on its way. */
  #retryOrAnswer(current: Current, { site, upstream }: Proxied, reason: string, revision: number): void {
    const { now, limits, tables } = this.#core;
    current.refusedAt ??= now();
    const leftMs = current.refusedAt + limits.refusedWaitMs - now();
    if (leftMs > 0 && tables.current.revision !== revision) this.#route(current);
    else {
      this.#waitForTable(current, leftMs, () => {
        this.#served(site, null, null);
        return upstream.undo === undefined
          ? noAnswerPage(site.siteName, reason)
          : handRoutePage(site.siteName, { port: upstream.port, undo: upstream.undo, reason });
      });
    }
  }

  #served(
    site: SiteRoute,
    status: number | null,
    latencyMs: number | null,
    page: PageSeen | null = null,
  ): void {
    const { upstream: serverId, projectId, siteId } = site;
    this.#core.served.record({ serverId, projectId, siteId, status, latencyMs, page });
  }

  #pageOf({ request }: Current, { status, latencyMs }: { status: number; latencyMs: number }): PageSeen {
    return {
      path: request.target.slice(0, mostPathCharacters),
      status,
      latencyMs,
      at: new Date().toISOString(),
      isFramed: framedBy(request, this.#core.framers).length > 0,
    };
  }

  #answer({ request }: Current, answer: Answer): void {
    const closes = !request.keepsAlive || request.body.kind !== 'none';
    this.#socket.write(answerBytes(answer, { hasBody: request.method !== 'HEAD', closes }));
    this.#current = null;
    if (closes) this.#close();
  }

  #refuse(status: number, reason: string): void {
    this.#socket.write(answerBytes(badRequestPage(status, reason), { hasBody: true, closes: true }));
    this.#close();
  }

  /**
   * Ends the connection, but goes on reading for a moment: closing on unread bytes resets it, and the client then
   * loses the answer that it has not read yet (RFC 9112, 9.6).
   */
  #close(): void {
    this.#isOver = true;
    this.#intake.clear();
    this.#socket.end();
    this.#socket.resume();
    this.#lingerTimer = setTimeout(() => this.#socket.destroy(), this.#core.limits.lingerMs);
  }

  #onClientEnd(): void {
    if (this.#isOver) return;
    // Like Node's and nginx's servers: who closes while the answer is under way does not want it any more.
    if (this.#current !== null) this.#socket.destroy();
    else this.#close();
  }

  #onIdle(): void {
    if (!this.#isOver && this.#current === null) this.#close();
  }

  #abort(): void {
    if (this.#lingerTimer !== null) clearTimeout(this.#lingerTimer);
    this.#isOver = true;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#exchange?.abort();
    this.#exchange = null;
  }
}
