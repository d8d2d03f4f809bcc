import { Button } from '@mantine/core';
import type { Job, Project } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { useEngine } from '../../store/current';
import { isServingChanging } from '../../store/selectors';
import { counted } from '../../text/counted';
import { formatSeconds } from '../../text/format';
import { settle, switchTo } from '../databases/database-actions';
import classes from './import.module.css';
import { phaseLines, subjectOf } from './import-phases';
import progress from './import-progress.module.css';
import { importResultOf } from './import-result';
import { PhaseList } from './phase-list';
import { ScreenHead } from './screen-head';
import { WaitingDumps } from './waiting-dumps';
import { WaysOut } from './ways-out';

interface Props {
  readonly project: Project;
  readonly job: Job;
  onBack(): void;
}

const tookMs = ({ startedAt, endedAt }: Job): number =>
  endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(startedAt);

const Kept = ({ project, job }: Omit<Props, 'onBack'>) => {
  const go = useNavigation((navigation) => navigation.go);
  const result = importResultOf(job);
  const database = useEngine(
    ({ databases }) => databases.find(({ id }) => id === result?.databaseId) ?? null,
  );
  const isSwitching = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  if (result === null) return null;
  const errors = result.problems.filter(({ severity }) => severity === 'error').length;
  return (
    <div className={classes.failed}>
      <h3 className={classes.failedTitle}>
        {result.label} has {counted(result.sites, 'site')}, {counted(result.changes, 'row')} rewritten
      </h3>
      {database?.state === 'needs-attention' && database.attention !== null && (
        <div role="alert" className={classes.words}>
          <header>Its after-import steps did not end well</header>
          <pre>{database.attention}</pre>
        </div>
      )}
      {errors > 0 && (
        <ul className={classes.problems}>
          {result.problems.map(({ code, siteId, message }) => (
            <li key={`${code} ${siteId} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      <div className={classes.ways}>
        {database !== null && database.state === 'needs-attention' && (
          <>
            <Button variant="filled" onClick={() => settle(database, 'retry')}>
              Run the steps again
            </Button>
            <Button onClick={() => settle(database, 'skip')}>Keep it without them</Button>
          </>
        )}
        {database !== null && database.state === 'ready' && !database.isActive && (
          <Button variant="filled" loading={isSwitching} onClick={() => switchTo(database)}>
            Switch to {database.label}
          </Button>
        )}
        {database?.isActive === true && (
          <Button
            variant={errors > 0 ? 'default' : 'filled'}
            onClick={() => go({ screen: 'sites', project: project.id })}
          >
            Show its sites
          </Button>
        )}
        {errors > 0 && database?.isActive === true && (
          <Button variant="filled" onClick={() => go({ screen: 'rewrite', project: project.id })}>
            Mend {counted(errors, 'problem')} in Rewrite
          </Button>
        )}
      </div>
    </div>
  );
};

/** An import at its end, kept or cancelled. */
export const ImportEnded = ({ project, job, onBack }: Props) => {
  const isDone = job.state === 'done';
  const time = formatSeconds(tookMs(job));
  return (
    <section className={classes.screen} aria-label={`Import of ${subjectOf(job)}`}>
      <ScreenHead
        title={isDone ? `${subjectOf(job)} is imported` : `Import of ${subjectOf(job)} was cancelled`}
        note={isDone ? `In ${time}.` : `After ${time}. Nothing was left behind.`}
        back="Databases"
        onBack={onBack}
      />
      <div className={progress.columns}>
        <PhaseList
          lines={phaseLines(job)}
          {...(isDone ? {} : { undone: 'staging database dropped, nothing left behind' })}
        />
        <div className={progress.now}>
          {isDone ? (
            <Kept project={project} job={job} />
          ) : (
            <WaysOut project={project} jobId={job.id} without={null} />
          )}
          <WaitingDumps projectId={project.id} />
        </div>
      </div>
    </section>
  );
};
