import type { Job } from '../../app/contract';
import { useStore } from '../store/store';

const shownEnded = 3;

const JobRow = ({ job }: { readonly job: Job }) => {
  const call = useStore((store) => store.call);
  const isRunning = job.endedAt === null;
  return (
    <li className={`job ${job.state}`}>
      <span className="job-title">{job.title}</span>
      {isRunning ? (
        <>
          <progress value={job.fraction} max={1} aria-label={job.title} />
          <span className="faint">
            {Math.round(job.fraction * 100)} % · {job.phase}
            {job.detail !== null && ` · ${job.detail}`}
          </span>
          <button
            type="button"
            disabled={!job.isCancellable}
            onClick={() => call((client) => client.jobs.cancel({ jobId: job.id }))}
          >
            Cancel
          </button>
        </>
      ) : (
        <span className="faint">
          {job.state}
          {job.error !== null && `: ${job.error.message} ${job.error.hint ?? ''}`}
        </span>
      )}
    </li>
  );
};

/** Running jobs with live progress, and the last few that ended. */
export const JobList = ({ jobs }: { readonly jobs: readonly Job[] }) => {
  const running = jobs.filter((job) => job.endedAt === null);
  const ended = jobs.filter((job) => job.endedAt !== null).slice(-shownEnded);
  if (running.length + ended.length === 0) return null;
  return (
    <section aria-label="Jobs">
      <ul className="plain">
        {[...running, ...ended].map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
};
