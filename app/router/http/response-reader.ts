import { type BodyScanner, scannerOf } from './body-scanner';
import { findHeadEnd } from './head-end';
import { type ResponseHead, readResponseHead } from './response-head';

/** What a response turns out to be, in the order of its bytes. */
export type ResponsePart =
  /** 1xx except 101: the final response is still to come. */
  | { readonly kind: 'interim'; readonly head: ResponseHead }
  | { readonly kind: 'head'; readonly head: ResponseHead }
  | { readonly kind: 'body'; readonly bytes: Buffer }
  /** `rest`: bytes after the end, which after a 101 belong to the tunnel and else to nothing. */
  | { readonly kind: 'end'; readonly rest: Buffer }
  | { readonly kind: 'broken'; readonly reason: string };

const noBytes = Buffer.alloc(0);

/** Takes a server's bytes apart, wherever the network has cut them. One reader reads one response. */
export class ResponseReader {
  readonly #method: string;
  readonly #mostHeadBytes: number;
  #pending: Buffer = noBytes;
  #resumeAt = 0;
  #body: BodyScanner | null = null;
  #endsWithConnection = false;
  #hasBytes = false;
  #isOver = false;

  constructor(method: string, mostHeadBytes: number) {
    this.#method = method;
    this.#mostHeadBytes = mostHeadBytes;
  }

  /** Something of the response has arrived. */
  get hasBytes(): boolean {
    return this.#hasBytes;
  }

  read(bytes: Buffer): ResponsePart[] {
    const parts: ResponsePart[] = [];
    this.#hasBytes ||= bytes.length > 0;
    if (this.#isOver) return parts;
    if (this.#body !== null) {
      this.#readBody(this.#body, bytes, parts);
      return parts;
    }
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (this.#body === null && !this.#isOver && this.#readHead(parts));
    return parts;
  }

  /**
   * The server has closed the connection.
   *
   * @param isClean by a proper end, not by a reset: only that ends a body without a length
   */
  close(isClean: boolean): ResponsePart[] {
    if (this.#isOver) return [];
    this.#isOver = true;
    if (this.#endsWithConnection && isClean) return [{ kind: 'end', rest: noBytes }];
    const when = this.#hasBytes ? 'within its answer' : 'without an answer';
    return [{ kind: 'broken', reason: `it closed the connection ${when}` }];
  }

  /** @returns whether a further head may follow in the pending bytes */
  #readHead(parts: ResponsePart[]): boolean {
    const found = findHeadEnd(this.#pending, this.#resumeAt);
    if (found.kind === 'broken') return this.#break(parts, found.reason);
    const size = found.kind === 'complete' ? found.end : this.#pending.length;
    if (size > this.#mostHeadBytes)
      return this.#break(parts, `a head of more than ${this.#mostHeadBytes} bytes`);
    if (found.kind === 'incomplete') {
      this.#resumeAt = found.resumeAt;
      return false;
    }
    const head = readResponseHead(this.#pending.subarray(0, found.end), this.#method);
    if (typeof head === 'string') return this.#break(parts, head);
    const rest = this.#pending.subarray(found.end);
    this.#resumeAt = 0;
    if (head.status < 200 && head.status !== 101) {
      this.#pending = rest;
      parts.push({ kind: 'interim', head });
      return rest.length > 0;
    }
    this.#pending = noBytes;
    this.#endsWithConnection = head.body.kind === 'until-close';
    this.#body = scannerOf(head.body);
    parts.push({ kind: 'head', head });
    this.#readBody(this.#body, rest, parts);
    return false;
  }

  #readBody(body: BodyScanner, bytes: Buffer, parts: ResponsePart[]): void {
    const end = body.scan(bytes, 0);
    if (end > 0) parts.push({ kind: 'body', bytes: end === bytes.length ? bytes : bytes.subarray(0, end) });
    if (body.state === 'malformed') this.#break(parts, 'a chunked body that is malformed');
    if (body.state !== 'done') return;
    this.#isOver = true;
    parts.push({ kind: 'end', rest: bytes.subarray(end) });
  }

  #break(parts: ResponsePart[], reason: string): false {
    this.#isOver = true;
    parts.push({ kind: 'broken', reason });
    return false;
  }
}
