import type { Job } from '../../app/contract';
import { useStore } from '../store/store';
import { formatBytes, formatDuration } from './format';

const shownEnded = 5;

const hasEnded = (job: Job): boolean => job.endedAt !== null;

/** The newest first. */
const endedJobs = (jobs: readonly Job[]): readonly Job[] =>
  jobs.filter(hasEnded).toSorted((left, right) => (right.endedAt ?? '').localeCompare(left.endedAt ?? ''));

const bytesText = (job: Job): string => {
  if (job.bytesDone === null) return '';
  const total = job.bytesTotal === null ? '' : ` of ${formatBytes(job.bytesTotal)}`;
  return ` · ${formatBytes(job.bytesDone)}${total}`;
};

const RunningJob = ({ job }: { readonly job: Job }) => {
  const call = useStore((store) => store.call);
  return (
    <li className="panel job">
      <div className="title-row">
        <strong>{job.title}</strong>
        <span className="figure">{Math.floor(job.fraction * 100)} %</span>
        <button
          type="button"
          disabled={!job.isCancellable || job.state === 'cancelling'}
          onClick={() => call((client) => client.jobs.cancel({ jobId: job.id }))}
        >
          Cancel
        </button>
      </div>
      <progress value={job.fraction} max={1} aria-label={job.title} />
      <span className="faint one-line cut">
        {job.state === 'cancelling' ? 'cancelling' : job.phase}
        {bytesText(job)}
        {job.detail !== null && ` · ${job.detail}`}
      </span>
    </li>
  );
};

const EndedJob = ({ job }: { readonly job: Job }) => (
  <li className="ended">
    <span>{job.title}</span>
    <span className={job.state === 'failed' ? 'bad' : 'faint'}>{job.state}</span>
    <span className="faint">
      {formatDuration(Date.parse(job.endedAt ?? job.startedAt) - Date.parse(job.startedAt))}
    </span>
    {job.error !== null && job.state === 'failed' && <span className="bad">{job.error.message}</span>}
  </li>
);

/** What runs now, with live progress, and what has just failed: it stays until something else has ended well. */
export const RunningJobs = ({ jobs }: { readonly jobs: readonly Job[] }) => {
  const running = jobs.filter((job) => !hasEnded(job));
  const [latest] = endedJobs(jobs);
  const failed = latest?.state === 'failed' ? latest : null;
  return (
    <>
      {failed?.error != null && (
        <p role="alert" className="panel bad">
          <strong>{failed.title}:</strong> {failed.error.message}
          {failed.error.hint !== null && <span className="hint">{failed.error.hint}</span>}
        </p>
      )}
      {running.length > 0 && (
        <ul className="plain" aria-label="Running jobs">
          {running.map((job) => (
            <RunningJob key={job.id} job={job} />
          ))}
        </ul>
      )}
    </>
  );
};

/** The last jobs that ended, the newest first. */
export const RecentJobs = ({ jobs }: { readonly jobs: readonly Job[] }) => {
  const ended = endedJobs(jobs).slice(0, shownEnded);
  if (ended.length === 0) return null;
  return (
    <section aria-labelledby="recent-jobs">
      <h3 id="recent-jobs">Recent jobs</h3>
      <ul className="plain">
        {ended.map((job) => (
          <EndedJob key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
};
