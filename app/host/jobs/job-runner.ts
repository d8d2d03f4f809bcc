import { randomUUID } from 'node:crypto';
import {
  AppError,
  type Job,
  type JobKind,
  type JobRecord,
  type TablesProgress,
  toErrorShape,
} from '../../contract';

export interface JobProgress {
  readonly phase: string;
  /** 0 to 1; a value below the last one is ignored, so that no bar goes backwards. */
  readonly fraction: number;
  readonly detail?: string | null;
  readonly bytesDone?: number | null;
  readonly bytesTotal?: number | null;
  /** What is not told stays as it was told last. */
  readonly tables?: TablesProgress | null;
}

export interface JobContext {
  readonly signal: AbortSignal;
  readonly jobId: string;
  progress(progress: JobProgress): void;
  /** A line of what a program said; the last 500 are kept with the job. */
  say(line: string): void;
  /** From here on the job can no longer be cancelled, e.g. while it commits. */
  holdCancel(): void;
}

interface JobRequest {
  readonly kind: JobKind;
  readonly title: string;
  readonly projectId: string | null;
  readonly isCancellable: boolean;
  run(context: JobContext): Promise<Record<string, unknown>>;
}

interface Running {
  job: Job;
  readonly output: string[];
  /** When its phase began, in milliseconds since 1970. */
  phaseSinceMs: number;
  readonly abort: AbortController;
  /** The catalog has it, and clients are told. */
  readonly begun: Promise<void>;
  readonly settled: Promise<void>;
}

/** More than this many ended jobs are not in the clients' sight any more; the catalog keeps more. */
const keptInMemory = 50;
const keptLines = 500;

const endStateOf = (error: unknown): 'cancelled' | 'failed' =>
  error instanceof AppError && error.code === 'cancelled' ? 'cancelled' : 'failed';

/**
 * Runs long work as jobs: one mechanism that gives every client progress, cancel, result and history.
 * What is told to clients goes through `publish`; what must be remembered through `remember`.
 */
export class JobRunner {
  readonly #running = new Map<string, Running>();
  readonly #ended: Job[] = [];
  #isClosed = false;

  constructor(
    private readonly publish: (job: Job) => void,
    private readonly forget: (jobId: string) => void,
    private readonly remember: (job: Job, output: readonly string[]) => Promise<void>,
    private readonly now: () => Date,
    private readonly onNotRemembered: (error: unknown) => void,
    /** What of a job's error people read, where the job cannot know better. */
    private readonly explain: (error: unknown, job: Job) => unknown = (error) => error,
  ) {}

  get runningCount(): number {
    return this.#running.size;
  }

  /** Takes up what an earlier host remembers, oldest first. */
  resume(ended: readonly Job[]): void {
    this.#ended.unshift(...ended.slice(-keptInMemory));
    for (const job of this.#ended) this.publish(job);
  }

  /** A job that runs now, with what its programs said so far; null for any other. */
  running(jobId: string): JobRecord | null {
    const running = this.#running.get(jobId);
    return running === undefined ? null : { ...running.job, output: [...running.output] };
  }

  list(): Job[] {
    return [...this.#ended, ...[...this.#running.values()].map(({ job }) => job)];
  }

  /**
   * Starts at once; the job's end is told by its state, never by a rejection here. Nobody is told of it before the catalog has it, so
   * that a job which a crash cuts off is known to the next host.
   *
   * @throws AppError `host-unreachable` while the host stops
   */
  start(request: JobRequest): Job {
    if (this.#isClosed)
      throw new AppError('host-unreachable', 'Manysite is stopping.', { hint: 'Try again in a moment.' });
    const abort = new AbortController();
    const job: Job = {
      id: randomUUID(),
      kind: request.kind,
      title: request.title,
      projectId: request.projectId,
      state: 'running',
      phase: 'starting',
      phases: [],
      fraction: 0,
      detail: null,
      bytesDone: null,
      bytesTotal: null,
      isCancellable: request.isCancellable,
      startedAt: this.now().toISOString(),
      endedAt: null,
      result: null,
      error: null,
    };
    const context: JobContext = {
      signal: abort.signal,
      jobId: job.id,
      progress: (progress) => this.#progress(job.id, progress),
      say: (line) => this.#say(job.id, line),
      holdCancel: () => this.#update(job.id, (old) => ({ ...old, isCancellable: false })),
    };
    const begun = Promise.resolve().then(() => this.#begin(job.id));
    const settled = begun.then(() => this.#run(job.id, request, context));
    this.#running.set(job.id, { job, output: [], phaseSinceMs: this.now().getTime(), abort, begun, settled });
    return job;
  }

  /** Resolves when the catalog has the job and clients are told of it. */
  async begun(jobId: string): Promise<void> {
    await this.#running.get(jobId)?.begun;
  }

  /**
   * Waits for a job.
   *
   * @returns the job as it ended
   * @throws AppError `job-not-found` for one that is forgotten
   */
  async ended(jobId: string): Promise<Job> {
    await this.#running.get(jobId)?.settled;
    const ended = this.#ended.find((job) => job.id === jobId);
    if (ended !== undefined) return ended;
    throw new AppError('job-not-found', `No job has the id ${jobId}.`, {
      hint: '`manysite jobs` lists them.',
    });
  }

  /**
   * Asks a job to stop. It ends as `cancelled` once it has left nothing behind.
   *
   * @throws AppError `job-not-found`, `job-not-cancellable`
   */
  cancel(jobId: string): Job {
    const running = this.#running.get(jobId);
    if (running === undefined) {
      const ended = this.#ended.find((job) => job.id === jobId);
      if (ended !== undefined) return ended;
      throw new AppError('job-not-found', `No job has the id ${jobId}.`, {
        hint: '`manysite jobs` lists them.',
      });
    }
    if (!running.job.isCancellable) {
      throw new AppError(
        'job-not-cancellable',
        `“${running.job.title}” cannot be cancelled in its phase “${running.job.phase}”.`,
        {
          hint: 'Wait for its end; it is near.',
        },
      );
    }
    this.#update(jobId, (job) => ({ ...job, state: 'cancelling', isCancellable: false }));
    running.abort.abort(new AppError('cancelled', `“${running.job.title}” was cancelled.`));
    return running.job;
  }

  /** Cancels everything and waits until each job has cleaned up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const running = [...this.#running.values()];
    for (const { abort, job } of running)
      abort.abort(new AppError('cancelled', `“${job.title}” was cancelled: Manysite stops.`));
    await Promise.all(running.map(({ settled }) => settled));
  }

  async #begin(jobId: string): Promise<void> {
    const { job } = this.#running.get(jobId) ?? {};
    if (job !== undefined) await this.#remember(job, []);
    this.#update(jobId, (now) => now);
  }

  async #run(jobId: string, request: JobRequest, context: JobContext): Promise<void> {
    try {
      context.signal.throwIfAborted();
      const result = await request.run(context);
      await this.#end(jobId, { state: 'done', fraction: 1, result });
    } catch (thrown) {
      const { job } = this.#running.get(jobId) ?? {};
      const error = job === undefined ? thrown : this.explain(thrown, job);
      await this.#end(jobId, { state: endStateOf(error), error: toErrorShape(error) });
    }
  }

  async #end(jobId: string, outcome: Partial<Job>): Promise<void> {
    const running = this.#running.get(jobId);
    if (running === undefined) return;
    const now = this.now();
    const job: Job = {
      ...running.job,
      ...outcome,
      phases: withLastEnded(running.job.phases, now.getTime() - running.phaseSinceMs),
      isCancellable: false,
      endedAt: now.toISOString(),
    };
    this.#running.delete(jobId);
    this.#ended.push(job);
    while (this.#ended.length > keptInMemory) {
      const oldest = this.#ended.shift();
      if (oldest !== undefined) this.forget(oldest.id);
    }
    await this.#remember(job, running.output);
    this.publish(job);
  }

  /** Whoever waits for a job must hear of its end, whether or not the catalog could be written. */
  async #remember(job: Job, output: readonly string[]): Promise<void> {
    try {
      await this.remember(job, output);
    } catch (error) {
      this.onNotRemembered(error);
    }
  }

  #progress(jobId: string, progress: JobProgress): void {
    const running = this.#running.get(jobId);
    if (running === undefined) return;
    const nowMs = this.now().getTime();
    const { phases } = running.job;
    const isNew = phases.at(-1)?.phase !== progress.phase;
    const ended = isNew ? withLastEnded(phases, nowMs - running.phaseSinceMs) : phases.slice(0, -1);
    if (isNew) running.phaseSinceMs = nowMs;
    const phase = { phase: progress.phase, durationMs: null, detail: progress.detail ?? null };
    this.#update(jobId, (job) => ({ ...withProgress(job, progress), phases: [...ended, phase] }));
  }

  #say(jobId: string, line: string): void {
    const output = this.#running.get(jobId)?.output;
    output?.push(line);
    if (output !== undefined && output.length > keptLines) output.shift();
  }

  #update(jobId: string, change: (job: Job) => Job): void {
    const running = this.#running.get(jobId);
    if (running === undefined) return;
    running.job = change(running.job);
    this.publish(running.job);
  }
}

/** The last phase is over; a job that told none went through none. */
const withLastEnded = (phases: Job['phases'], durationMs: number): Job['phases'] =>
  phases.map((phase, index) => (index === phases.length - 1 ? { ...phase, durationMs } : phase));

const withProgress = (job: Job, progress: JobProgress): Job => ({
  ...job,
  phase: progress.phase,
  // 1 is kept for the end: nothing shows 100 % before all is verified.
  fraction: Math.min(0.999, Math.max(job.fraction, progress.fraction)),
  detail: progress.detail ?? null,
  bytesDone: progress.bytesDone ?? null,
  bytesTotal: progress.bytesTotal ?? null,
  ...(progress.tables == null ? {} : { tables: progress.tables }),
});
