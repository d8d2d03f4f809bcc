import { once } from 'node:events';
import net from 'node:net';

const patienceMs = 10_000;

/** A client that sends exactly the bytes it is told to, and keeps all that comes back. */
export class RawClient {
  readonly socket: net.Socket;
  #received = Buffer.alloc(0);
  #taken = 0;
  #isClosed = false;
  readonly #onChange = new Set<() => void>();

  private constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#changed();
    });
    // A reset ends the connection like a proper end: what has come until then is what tests ask for.
    for (const event of ['close', 'error']) {
      socket.on(event, () => {
        this.#isClosed = true;
        this.#changed();
      });
    }
  }

  static async connect(port: number, host = '127.0.0.1'): Promise<RawClient> {
    const socket = net.connect({ host, port, noDelay: true });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  send(...lines: string[]): void {
    this.socket.write(lines.join('\r\n'), 'latin1');
  }

  /** A request without a body; further header lines as given. */
  ask(requestLine: string, ...headers: string[]): void {
    this.send(requestLine, ...headers, '', '');
  }

  /** Everything received so far and not taken. */
  get text(): string {
    return this.#received.subarray(this.#taken).toString('latin1');
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Takes what is there up to the end of the mark, as soon as it has come. */
  async takeThrough(mark: string): Promise<string> {
    await this.#until(() => this.text.includes(mark), `"${mark}"`);
    return this.#take(this.text.indexOf(mark) + mark.length);
  }

  /** Takes one response with a Content-Length, or none for a body. */
  async takeResponse(): Promise<{ head: string; status: number; body: string }> {
    const head = await this.takeThrough('\r\n\r\n');
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    await this.#until(() => this.text.length >= length, `${length} bytes`);
    return { head, status: Number(head.split(' ', 2)[1]), body: this.#take(length) };
  }

  /** All that came until the router closed the connection. */
  async takeUntilClosed(): Promise<string> {
    await this.#until(() => this.#isClosed, 'the end of the connection');
    return this.text;
  }

  close(): void {
    this.socket.destroy();
  }

  #take(length: number): string {
    const taken = this.text.slice(0, length);
    this.#taken += length;
    return taken;
  }

  #until(isMet: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        this.#onChange.delete(check);
        reject(new Error(`Waited ${patienceMs} ms for ${what}; there is "${this.text.slice(0, 500)}"`));
      };
      const timer = setTimeout(fail, patienceMs);
      const check = (): void => {
        if (!isMet()) return;
        clearTimeout(timer);
        this.#onChange.delete(check);
        resolve();
      };
      this.#onChange.add(check);
      check();
    });
  }

  #changed(): void {
    for (const check of [...this.#onChange]) check();
  }
}
