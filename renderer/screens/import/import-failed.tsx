import { Button, CopyButton } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { Job, Project } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { useActiveDatabase } from '../../store/current';
import { formatMoment, formatSeconds } from '../../text/format';
import { askForDumps } from './choose-dump';
import { failureReport, postgresWords } from './failure';
import classes from './import.module.css';
import { phaseLines, subjectOf } from './import-phases';
import progress from './import-progress.module.css';
import { PhaseList } from './phase-list';
import { ScreenHead } from './screen-head';
import { WaitingDumps } from './waiting-dumps';

interface Props {
  readonly project: Project;
  readonly job: Job;
  onBack(): void;
}

/** An import that failed: the cause in words, PostgreSQL's own, and the ways out. */
export const ImportFailed = ({ project, job, onBack }: Props) => {
  const active = useActiveDatabase();
  const { error } = job;
  const words = error === null ? null : postgresWords(error);
  const tookMs = Date.parse(job.endedAt ?? job.startedAt) - Date.parse(job.startedAt);
  return (
    <section className={classes.screen} aria-label={`Import of ${subjectOf(job)}`}>
      <ScreenHead
        title={`Import of ${subjectOf(job)} failed`}
        note={`${formatMoment(job.endedAt)}, after ${formatSeconds(tookMs)}`}
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
                <Mark kind="failed" /> {error?.message ?? 'It did not say why.'}
              </h3>
              {error?.hint != null && <p>{error.hint}</p>}
            </div>
            {words !== null && (
              <div className={classes.words}>
                <header>
                  PostgreSQL’s words <span className={classes.tagBad}>{words.code}</span>
                </header>
                <pre>{words.text}</pre>
              </div>
            )}
            <h3>What you can do</h3>
            <ul className={classes.wayList}>
              <li>
                <span>
                  <strong>Take another dump</strong>
                  <span>One of another day, or made again.</span>
                </span>
                <Button variant="filled" onClick={() => askForDumps(project.id)}>
                  Choose a file
                </Button>
              </li>
            </ul>
            <WaitingDumps projectId={project.id} />
          </div>
        </div>
      </div>
    </section>
  );
};
