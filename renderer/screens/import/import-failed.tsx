import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { Job, Project } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { useActiveDatabase } from '../../store/current';
import { dayText } from '../../text/age';
import { formatSeconds } from '../../text/format';
import { FailedRows } from './failed-rows';
import { failedStatementOf, failureReport } from './failure';
import classes from './import.module.css';
import { fileOf, phaseLines, subjectOf } from './import-phases';
import progress from './import-progress.module.css';
import { PhaseList } from './phase-list';
import { PostgresWords } from './postgres-words';
import { ScreenHead } from './screen-head';
import { WaitingDumps } from './waiting-dumps';
import { WaysOut } from './ways-out';

interface Props {
  readonly project: Project;
  readonly job: Job;
  onBack(): void;
}

/** An import that failed: the cause in words, PostgreSQL's own, and the ways out. */
export const ImportFailed = ({ project, job, onBack }: Props) => {
  const active = useActiveDatabase();
  const { error } = job;
  const failed = error === null ? null : failedStatementOf(error);
  const tookMs = Date.parse(job.endedAt ?? job.startedAt) - Date.parse(job.startedAt);
  return (
    <section className={classes.screen} aria-label={`Import of ${subjectOf(job)}`}>
      <ScreenHead
        title={`Import of ${subjectOf(job)} failed`}
        note={`${fileOf(job).replace(/\. $/, ', ')}${dayText(job.endedAt ?? job.startedAt, Date.now())}, after ${formatSeconds(tookMs)}`}
        back="Databases"
        onBack={onBack}
      >
        <CopyButton value={failureReport(job)}>
          {({ copied, copy }) => (
            <Button leftSection={<IconCopy size={14} stroke={1.5} />} onClick={copy}>
              {copied ? 'Copied' : 'Copy report'}
            </Button>
          )}
        </CopyButton>
      </ScreenHead>
      <div className={progress.columns}>
        <PhaseList lines={phaseLines(job)} undone="staging database dropped, nothing left behind">
          <p className={classes.aside}>
            {active === null
              ? 'Nothing was changed.'
              : `${active.label} is still active. Nothing in it changed.`}
          </p>
        </PhaseList>
        <div className={progress.now}>
          <div className={classes.failed}>
            <div role="alert">
              <h3 className={classes.failedTitle}>
                <Mark kind="failed" /> {failed?.title ?? error?.message ?? 'It did not say why.'}
              </h3>
              <p>{failed?.explanation ?? error?.hint}</p>
            </div>
            {failed !== null && <PostgresWords failed={failed} />}
            {failed?.rows != null && <FailedRows rows={failed.rows} />}
            <WaysOut
              project={project}
              jobId={job.id}
              without={failed?.canBeLeftOut === true ? failed.place : null}
            />
            <WaitingDumps projectId={project.id} />
          </div>
        </div>
      </div>
    </section>
  );
};
