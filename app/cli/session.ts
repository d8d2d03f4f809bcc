import { AppError } from '../contract';
import type { Attached } from '../host/attach/attach';
import { noticeText } from './output/notice-text';
import type { Printer } from './output/printer';
import type { Terminal } from './terminal';

export type Client = Attached['client'];

/** How a command reaches the host. */
export type Attach = (start: boolean) => Promise<Attached | null>;

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly project?: string;
}

/** One command being run. */
export interface Call<Options extends CommonOptions = CommonOptions> {
  readonly terminal: Terminal;
  readonly printer: Printer;
  readonly attach: Attach;
  readonly options: Options;
  /** Operands in order; an absent optional one is undefined. */
  readonly operands: readonly (string | undefined)[];
}

export const attachToHost =
  (terminal: Terminal): Attach =>
  async (start) => {
    // What speaks with the host is half of all code: help, versions and wrong words need none of it.
    const { attach } = await import('../host/attach/attach');
    return attach({ start, environment: { ...terminal.environment } });
  };

/** What happened to the engine by itself is told once, by the next command that a person reads. */
const tellNotices = async (call: Call, { client }: Attached): Promise<void> => {
  if (call.printer.isJson) return;
  for (const notice of await client.notices.take()) call.printer.note(noticeText(notice, call.printer.paint));
};

const once = async <Result>(call: Call, work: (host: Attached) => Promise<Result>): Promise<Result> => {
  const host = await call.attach(true);
  if (host === null) throw new AppError('host-unreachable', 'The host of Manysite could not be started.');
  try {
    await tellNotices(call, host);
    return await work(host);
  } finally {
    await host.close();
  }
};

/**
 * Does something with the host, which is started where none runs, and leaves it afterwards. A host that began to stop between
 * our coming and our first call has done nothing of it, so the next host is asked.
 *
 * @throws AppError `host-unreachable` and what `work` throws
 */
export const withHost = async <Result>(
  call: Call,
  work: (host: Attached) => Promise<Result>,
): Promise<Result> => {
  try {
    return await once(call, work);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'host-stopping') throw error;
    return once(call, work);
  }
};

/** The same only where a host runs already; null otherwise. */
export const withRunningHost = async <Result>(
  call: Call,
  work: (host: Attached) => Promise<Result>,
): Promise<Result | null> => {
  const host = await call.attach(false);
  if (host === null) return null;
  try {
    return await work(host);
  } finally {
    await host.close();
  }
};
