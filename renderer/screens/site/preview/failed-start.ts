import { z } from 'zod';
import type { Job, JobKind } from '../../../../app/contract';

const starting: readonly JobKind[] = ['start', 'restart', 'mode', 'switch', 'stop'];

const shownLines = 12;

const dataSchema = z.object({ lastLines: z.array(z.string()) });

interface FailedStart {
  readonly message: string;
  readonly hint: string | null;
  /** The end of the log of the server that did not start. */
  readonly lines: readonly string[];
}

/** Why a project does not run although somebody wanted it to; null where it was stopped, or never started. */
export const failedStartOf = (jobs: readonly Job[], projectId: string): FailedStart | null => {
  const last = jobs
    .filter((job) => job.projectId === projectId && starting.includes(job.kind))
    .reduce<Job | null>(
      (newest, job) => (newest === null || job.startedAt >= newest.startedAt ? job : newest),
      null,
    );
  if (last === null || last.state !== 'failed' || last.error === null) return null;
  const { message, hint, data } = last.error;
  const parsed = dataSchema.safeParse(data);
  const lines = parsed.success ? parsed.data.lastLines.filter((line) => line.trim() !== '') : [];
  return { message, hint: hint ?? null, lines: lines.slice(-shownLines) };
};
