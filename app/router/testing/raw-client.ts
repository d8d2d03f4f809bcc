import { once } from 'node:events';
import net from 'node:net';
import { expect, vi } from 'vitest';

/** A client that sends exactly the bytes it is told to, and keeps all that comes back. */
export class RawClient {
  readonly socket: net.Socket;
  #received = Buffer.alloc(0);
  #taken = 0;
  #isClosed = false;

  constructor(socket: net.Socket) {
    this.socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
    });
    socket.on('close', () => {
      this.#isClosed = true;
    });
    socket.on('error', () => {
      this.#isClosed = true;
    });
  }

  static async connect(port: number, host = '127.0.0.1'): Promise<RawClient> {
    const socket = net.connect({ host, port });
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

  /** Takes what is there up to the end of the mark, when it has come. */
  async takeThrough(mark: string): Promise<string> {
    const end = await vi.waitFor(() => {
      const at = this.text.indexOf(mark);
      expect(at, `"${mark}" in "${this.text}"`).not.toBe(-1);
      return at + mark.length;
    }, 10_000);
    const taken = this.text.slice(0, end);
    this.#taken += end;
    return taken;
  }

  /** Takes one response with a Content-Length, or none for a body. */
  async takeResponse(): Promise<{ head: string; status: number; body: string }> {
    const head = await this.takeThrough('\r\n\r\n');
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    await vi.waitFor(() => expect(this.text.length).toBeGreaterThanOrEqual(length), 10_000);
    const body = this.text.slice(0, length);
    this.#taken += length;
    return { head, status: Number(head.split(' ', 2)[1]), body };
  }

  /** All that came until the router closed the connection. */
  async takeUntilClosed(): Promise<string> {
    await vi.waitFor(() => expect(this.#isClosed).toBe(true), 10_000);
    return this.text;
  }

  close(): void {
    this.socket.destroy();
  }
}
