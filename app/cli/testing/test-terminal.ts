import { PassThrough, Writable } from 'node:stream';
import { runCli } from '../run-cli';
import type { Attach, Client } from '../session';
import type { Terminal } from '../terminal';

const collector = (): { readonly stream: Writable; readonly text: () => string } => {
  const chunks: string[] = [];
  return {
    stream: new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString());
        done();
      },
    }),
    text: () => chunks.join(''),
  };
};

/** A terminal that remembers what was written to it. */
export interface TestTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
  /** Presses Ctrl-C. */
  readonly interrupt: () => void;
  readonly isListening: () => boolean;
}

export const testTerminal = (over: Partial<Terminal> = {}): TestTerminal => {
  const out = collector();
  const err = collector();
  const listeners = new Set<() => void>();
  const stdin = new PassThrough();
  stdin.end();
  return {
    stdin,
    stdout: out.stream,
    stderr: err.stream,
    environment: {},
    cwd: '/code/shop',
    isSeen: false,
    isInteractive: false,
    hasColour: false,
    columns: 100,
    now: () => new Date('2026-11-02T10:00:00Z'),
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...over,
    out: out.text,
    err: err.text,
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    isListening: () => listeners.size > 0,
  };
};

/** Attaches to a client in this process instead of a host. */
export const attachTo =
  (client: Client | null, dataFolder = '/data'): Attach =>
  async () =>
    client === null
      ? null
      : {
          client,
          info: {
            pid: 1,
            startedByUs: false,
            uiUrl: 'http://127.0.0.1:1/',
            token: 'secret',
            dataFolder,
            version: '0.1.0',
          },
          closed: Promise.resolve(''),
          quit: async () => (await client.host.quit()).stopped,
          leave: async () => (await client.host.leave()).others,
          end: async () => undefined,
          close: async () => undefined,
        };

/** Runs one command line and tells everything that came of it. */
export const run = async (
  words: readonly string[],
  client: Client | null,
  terminal: TestTerminal = testTerminal(),
  dataFolder?: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const code = await runCli(words, { terminal, attach: attachTo(client, dataFolder) }, '1.2.3');
  return { code, out: terminal.out(), err: terminal.err() };
};
