import type { Job } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatAge, formatDuration } from './quantities';
import { renderTable } from './table';

export const jobStateText = (job: Job, paint: Paint): string => {
  switch (job.state) {
    case 'running':
      return `${paint.warning('running')} ${Math.floor(job.fraction * 100)} %`;
    case 'failed':
      return paint.bad('failed');
    case 'done':
      return paint.good('done');
    case 'cancelling':
    case 'cancelled':
      return job.state;
    default:
      return job.state satisfies never;
  }
};

/** How long it took, or takes by now. */
export const jobTook = (job: Job, now: Date): string =>
  formatDuration(
    (job.endedAt === null ? now.getTime() : Date.parse(job.endedAt)) - Date.parse(job.startedAt),
  );

/** Enough to tell jobs apart; `cancel` takes the beginning of an id. */
const shownIdLength = 8;

/** Jobs, the youngest first. */
export const renderJobs = (jobs: readonly Job[], now: Date, paint: Paint): string => {
  if (jobs.length === 0) return 'No job has run yet.';
  const rows = [...jobs]
    .sort((left, right) => right.startedAt.localeCompare(left.startedAt))
    .map((job) => [
      job.id.slice(0, shownIdLength),
      cleanText(job.title),
      jobStateText(job, paint),
      job.state === 'failed'
        ? cleanText(job.error?.message ?? '')
        : job.state === 'running'
          ? cleanText(job.phase)
          : '',
      formatAge(job.startedAt, now),
      jobTook(job, now),
    ]);
  return renderTable(
    [
      ...['JOB', 'WHAT', 'STATE', '', 'STARTED'].map((title) => ({ title })),
      { title: 'TOOK', align: 'right' },
    ],
    rows,
    paint,
  );
};
