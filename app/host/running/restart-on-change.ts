import { AppError, type ChangeOutcome, type Job } from '../../contract';

/** What starts and ends restarts; jobs, in the host. */
export interface Restarts {
  /** @param files the changed ones, for its title; at least one */
  readonly start: (files: readonly string[]) => { readonly jobId: string };
  readonly ended: (jobId: string) => Promise<Job>;
  readonly cancel: (jobId: string) => void;
  readonly now: () => Date;
}

/** More names than this are only counted. */
const keptNames = 20;

/** The newest line that a failed program said, where the error has it: for Python that is the exception. */
const lastWords = ({ error }: Job): string => {
  const lines = error?.data.lastLines;
  const words = Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : [];
  return words.findLast((line) => /^\w*(Error|Exception|Warning)\b.*/.test(line)) ?? '';
};

const failureText = (job: Job): string =>
  [job.error?.message ?? 'The restart was cancelled.', lastWords(job)]
    .filter((part) => part !== '')
    .join(' ');

/**
 * Restarts a project's servers when its files have changed: one restart for all changes that come while none is under way, and one that is
 * under way gives way to newer changes instead of being followed by another.
 */
export class RestartOnChange {
  readonly #pending = new Set<string>();
  #jobId: string | null = null;
  #isClosed = false;

  /** @param show told of each step */
  constructor(
    private readonly restarts: Restarts,
    private readonly show: (change: ChangeOutcome) => void,
  ) {}

  /** Files have changed. */
  add(files: readonly string[]): void {
    for (const file of files) this.#pending.add(file);
    if (this.#jobId === null) void this.#restartAll();
    else this.#giveWay(this.#jobId);
  }

  /** No further restart begins; one under way goes on. */
  close(): void {
    this.#isClosed = true;
  }

  async #restartAll(): Promise<void> {
    while (this.#pending.size > 0 && !this.#isClosed) {
      const files = [...this.#pending];
      this.#pending.clear();
      const at = this.restarts.now().toISOString();
      const about = { at, files: files.slice(0, keptNames), fileCount: files.length };
      try {
        this.#jobId = this.restarts.start(files).jobId;
        this.show({ ...about, outcome: 'restarting', message: null });
        const job = await this.restarts.ended(this.#jobId);
        if (job.state === 'cancelled' && this.#pending.size > 0) {
          // What it was for still waits to be served.
          for (const file of files) this.#pending.add(file);
        } else if (job.state === 'done') this.show({ ...about, outcome: 'restarted', message: null });
        else this.show({ ...about, outcome: 'kept', message: failureText(job) });
      } catch (error) {
        // The host stops, and starts no job any more.
        if (!(error instanceof AppError)) throw error;
        this.show({ ...about, outcome: 'kept', message: error.message });
      } finally {
        this.#jobId = null;
      }
    }
  }

  #giveWay(jobId: string): void {
    try {
      this.restarts.cancel(jobId);
    } catch (error) {
      // Its servers are ready and about to be used: the newer changes get a restart of their own right after.
      if (!(error instanceof AppError)) throw error;
    }
  }
}
