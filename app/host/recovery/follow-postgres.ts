import { randomUUID } from 'node:crypto';
import type { Job, Notice, PostgresEndedNotice } from '../../contract';
import { postgresEndText } from '../../core/recovery/postgres-end-text';
import type { ServerEvent } from '../../postgres/embedded/keep-running';
import type { PostmasterExit } from '../../postgres/embedded/postmaster';
import type { Engine } from '../engine';
import { showRemembered } from '../journeys/recover';
import { holdRequests } from '../running/hold-requests';
import { showAllServers } from '../running/server-views';
import { clockText } from './clock-text';
import { mendServers } from './mend-servers';
import { keepNotice } from './notices';

interface Loss {
  readonly id: string;
  readonly at: Date;
  exit: PostmasterExit | null;
  about: PostgresEndedNotice;
  isBack: boolean;
}

const newLoss = (at: Date): Loss => ({
  id: randomUUID(),
  at,
  exit: null,
  about: {
    kind: 'postgres-ended',
    how: 'sessions',
    endedAt: at.toISOString(),
    backAfterMs: 0,
    cutOff: [],
    restarted: [],
  },
  isBack: false,
});

/**
 * Carries a running host through the end of its PostgreSQL: requests wait, servers that do not get over it are started again, and
 * people are told, with the jobs that were cut off.
 */
export class PostgresFollower {
  #loss: Loss | null = null;
  /** Each telling replaces the one before. */
  #telling: Promise<void> = Promise.resolve();

  constructor(private readonly engine: Engine) {}

  lost(): void {
    const { engine } = this;
    const loss = newLoss(engine.now());
    this.#loss = loss;
    engine.log.error('PostgreSQL ended every session; requests wait until it is back');
    const projectIds = [...engine.runs.keys()];
    const reason = 'PostgreSQL ended by itself and is being started again.';
    holdRequests(engine, { projectIds, reason, drainMs: 0 }, async (unfinished) => {
      engine.log.info({ unfinished }, 'requests are held for PostgreSQL');
      await engine.cluster.whenUp();
      const restarted = await mendServers(engine);
      if (restarted.length > 0) this.#change(loss, { restarted });
    }).catch((error: unknown) => engine.log.error(error, 'requests could not be held for PostgreSQL'));
  }

  back({ exit, afterMs }: Extract<ServerEvent, { type: 'back' }>): void {
    const loss = this.#loss;
    if (loss === null) return;
    loss.exit = exit;
    loss.isBack = true;
    this.#change(loss, { how: exit === null ? 'sessions' : 'ended', backAfterMs: afterMs });
    this.#showAgain().catch((error: unknown) =>
      this.engine.log.error(error, 'the state could not be shown again'),
    );
  }

  /** A job, or a plan of sites, that failed since its sessions ended. */
  cutOff({ id, title }: Pick<Job, 'id' | 'title'>): void {
    const loss = this.#loss;
    if (loss !== null) this.#change(loss, { cutOff: [...loss.about.cutOff, { id, name: title }] });
  }

  /** Resolves when the last telling is kept; for an end in order. */
  told(): Promise<void> {
    return this.#telling;
  }

  #change(loss: Loss, change: Partial<PostgresEndedNotice>): void {
    loss.about = { ...loss.about, ...change };
    if (loss.isBack) this.#tell(loss);
  }

  #tell({ id, at, about, exit }: Loss): void {
    const text = postgresEndText(about, clockText(at, this.engine.now()), exit);
    const notice: Notice = { id, at: at.toISOString(), ...text, about };
    const tell = (): Promise<void> => keepNotice(this.engine, notice);
    this.#telling = this.#telling
      .then(tell)
      .catch((error: unknown) => this.engine.log.error(error, 'a notice could not be kept'));
  }

  /** What a job that was cut off could not tell any more. */
  async #showAgain(): Promise<void> {
    await showRemembered(this.engine);
    showAllServers(this.engine);
  }
}
