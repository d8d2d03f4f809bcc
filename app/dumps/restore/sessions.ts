import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { baseSettings, type SessionSettings, settingChanges } from './session-settings';

/** How long a cancelled statement may take to end before its connection is cut. */
const cancelDeadlineMs = 5_000;
const cancelIntervalMs = 50;

/** One connection of a restore, and the settings that it has now. */
export class Session {
  readonly client: Client;
  readonly pid: number;
  private settings: SessionSettings;

  private constructor(client: Client, pid: number) {
    this.client = client;
    this.pid = pid;
    this.settings = baseSettings;
  }

  static async open(connect: () => Promise<Client>): Promise<Session> {
    const client = await connect();
    try {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid');
      await client.query([...baseSettings.values()].join('; '));
      return new Session(client, rows[0]?.pid ?? 0);
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /** Brings the connection to these settings, which were each tried before. */
  async use(settings: SessionSettings): Promise<void> {
    const changes = settingChanges(this.settings, settings);
    if (changes.length > 0) await this.client.query(changes.join('; '));
    this.settings = settings;
  }
}

/**
 * All connections of one restore: some that work, and one that watches and cancels the others, logged in as the same
 * role, which may cancel its own statements. Closed in every case.
 */
export class Sessions {
  readonly workers: readonly [Session, ...Session[]];
  /** Never runs anything of the dump. */
  readonly control: Session;

  private constructor(control: Session, workers: readonly [Session, ...Session[]]) {
    this.control = control;
    this.workers = workers;
  }

  /** @param count how many connections work, at least 1; one more is opened to watch them */
  static async open(connect: () => Promise<Client>, count: number): Promise<Sessions> {
    const opened: Session[] = [];
    try {
      for (let index = 0; index <= Math.max(1, count); index += 1) opened.push(await Session.open(connect));
    } catch (error) {
      await Promise.all(opened.map(({ client }) => client.end()));
      throw error;
    }
    const [control, first, ...others] = opened;
    if (control === undefined || first === undefined) throw new Error('a restore needs two connections');
    return new Sessions(control, [first, ...others]);
  }

  get main(): Session {
    return this.workers[0];
  }

  /**
   * Ends what the workers are doing. It is asked for again and again: a statement that had not begun yet when it was
   * cancelled goes on.
   *
   * @param settled resolves when the workers have stopped
   */
  async cancel(settled: Promise<unknown>): Promise<void> {
    const pids = this.workers.map(({ pid }) => pid);
    const until = Date.now() + cancelDeadlineMs;
    const isSettled = settled.then(() => true);
    while (Date.now() < until) {
      await this.control.client.query(
        'SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.unnest($1::int[]) AS pid',
        [pids],
      );
      if (await Promise.race([isSettled, delay(cancelIntervalMs, false)])) return;
    }
  }

  /** Ends all connections; one that is still at work is cut. */
  async close(): Promise<void> {
    await Promise.all([...this.workers, this.control].map(({ client }) => client.end()));
  }
}
