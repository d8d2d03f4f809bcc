import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Job, Project } from '../../../app/contract';
import { call } from '../../store/call';
import { useActiveDatabase } from '../../store/current';
import { formatSeconds } from '../../text/format';
import { useNow } from '../../text/use-now';
import classes from './import.module.css';
import { barParts, fileOf, leftMs, percentOf, phaseLines, subjectOf } from './import-phases';
import progress from './import-progress.module.css';
import { PhaseList } from './phase-list';
import { ScreenHead } from './screen-head';
import { TablesNow } from './tables-progress';
import { ThroughputChart } from './throughput-chart';
import { WaitingDumps } from './waiting-dumps';

interface Props {
  readonly project: Project;
  readonly job: Job;
  onBack(): void;
}

const Bar = ({ job }: { readonly job: Job }) => {
  const now = useNow(250);
  const spentMs = Math.max(0, now - Date.parse(job.startedAt));
  // What comes after the restore takes its own time, whatever the restore took.
  const left = job.isCancellable ? leftMs(job.fraction, spentMs) : null;
  const percent = percentOf(job);
  const shown = barParts(job.fraction);
  return (
    <div className={progress.head}>
      <strong className={progress.figure}>{percent} %</strong>
      <span className={progress.spent}>
        {formatSeconds(spentMs)} so far{left !== null && `, about ${formatSeconds(left)} left`}
      </span>
      <span className={progress.promise}>
        {job.state === 'cancelling'
          ? 'Cancelling: what was made is taken away.'
          : job.isCancellable
            ? 'Cancelling leaves nothing behind.'
            : 'It is kept from here on.'}
      </span>
      <div
        className={progress.bar}
        role="progressbar"
        aria-label={`Import of ${subjectOf(job)}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        {shown.map(({ title, share, done }) => (
          <div key={title} className={progress.part} style={{ flexGrow: share }}>
            <span className={progress.track}>
              <span style={{ width: `${done * 100}%` }} />
            </span>
            <span className={progress.partTitle}>{title}</span>
          </div>
        ))}
      </div>
    </div>
  );
};

/** An import under way, phase by phase. */
export const ImportProgress = ({ project, job, onBack }: Props) => {
  const active = useActiveDatabase();
  const stays = active === null || active.label === subjectOf(job) ? '' : `; ${active.label} stays active`;
  return (
    <section className={classes.screen} aria-label={`Import of ${subjectOf(job)}`}>
      <ScreenHead
        title={`Importing ${subjectOf(job)}`}
        note={`${fileOf(job)}You can leave this screen${stays}.`}
        back="Databases"
        onBack={onBack}
      >
        <Button onClick={onBack}>Hide</Button>
        <Button
          leftSection={<IconX size={14} stroke={1.5} />}
          disabled={!job.isCancellable}
          onClick={() => call((client) => client.jobs.cancel({ jobId: job.id }))}
        >
          {job.state === 'cancelling' ? 'Cancelling' : 'Cancel import'}
        </Button>
      </ScreenHead>
      <Bar job={job} />
      <div className={progress.columns}>
        <PhaseList lines={phaseLines(job)}>
          <WaitingDumps projectId={project.id} />
        </PhaseList>
        <div className={progress.now}>
          <ThroughputChart job={job} />
          {job.phase !== 'data' && job.detail !== null && (
            <section className={progress.current} aria-label="At work on">
              <h3>Now</h3>
              <p className="mono">{job.detail}</p>
            </section>
          )}
          {job.tables !== undefined && <TablesNow tables={job.tables} />}
        </div>
      </div>
    </section>
  );
};
