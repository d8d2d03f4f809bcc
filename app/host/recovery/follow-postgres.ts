import { randomUUID } from 'node:crypto';
import type { Notice, PostgresEndedNotice } from '../../contract';
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

/** A job, or a plan of sites. */
export interface CutOffWork {
  readonly id: string;
  readonly title: string;
  readonly startedAt: Date;
}

interface Loss {
  readonly id: string;
  readonly at: Date;
  exit: PostmasterExit | null;
  about: PostgresEndedNotice;
  backAt: Date | null;
}

/** Work may hear of the end of its session before it is known that all have ended, on a busy machine by far. */
const earlyMs = 10_000;

const newLoss = (at: Date, cutOff: readonly CutOffWork[]): Loss => ({
  id: randomUUID(),
  at,
  exit: null,
  about: {
    kind: 'postgres-ended',
    how: 'sessions',
    endedAt: at.toISOString(),
    backAfterMs: 0,
    cutOff: cutOff.map(named),
    restarted: [],
  },
  backAt: null,
});

const named = ({ id, title }: CutOffWork) => ({ id, name: title });

/**
 * Carries a running host through the end of its PostgreSQL: requests wait, servers that do not get over it are started again, and
 * people are told, with the jobs that were cut off.
 */
export class PostgresFollower {
  #loss: Loss | null = null;
  /** Cut off by a loss that is not known yet. */
  #early: (CutOffWork & { readonly at: Date })[] = [];
  /** Each telling replaces the one before. */
  #telling: Promise<void> = Promise.resolve();

  constructor(private readonly engine: Engine) {}

  lost(): void {
    const { engine } = this;
    const loss = newLoss(engine.now(), this.#recent());
    this.#early = [];
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
    loss.backAt = this.engine.now();
    this.#change(loss, { how: exit === null ? 'sessions' : 'ended', backAfterMs: afterMs });
    this.#showAgain().catch((error: unknown) =>
      this.engine.log.error(error, 'the state could not be shown again'),
    );
  }

  /** Work that failed since its session ended. */
  cutOff(work: CutOffWork): void {
    const loss = this.#loss;
    if (loss !== null && (loss.backAt === null || work.startedAt < loss.backAt))
      this.#change(loss, { cutOff: [...loss.about.cutOff, named(work)] });
    else this.#early = [...this.#recent(), { ...work, at: this.engine.now() }];
  }

  /** Resolves when the last telling is kept; for an end in order. */
  told(): Promise<void> {
    return this.#telling;
  }

  /** A session may also end alone, which no loss follows. */
  #recent() {
    const now = this.engine.now().getTime();
    return this.#early.filter(({ at }) => now - at.getTime() < earlyMs);
  }

  #change(loss: Loss, change: Partial<PostgresEndedNotice>): void {
    loss.about = { ...loss.about, ...change };
    if (loss.backAt !== null) this.#tell(loss);
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
