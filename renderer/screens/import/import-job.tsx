import { Loader } from '@mantine/core';
import type { Project } from '../../../app/contract';
import { useJob } from '../../jobs/use-job';
import { useNavigation } from '../../navigation/navigation';
import classes from './import.module.css';
import { ImportEnded } from './import-ended';
import { ImportFailed } from './import-failed';
import { ImportProgress } from './import-progress';
import { ScreenHead } from './screen-head';

interface Props {
  readonly project: Project;
  readonly jobId: string;
}

/** One import: on its way, at its end, or failed. */
export const ImportJob = ({ project, jobId }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  const job = useJob(jobId);
  const back = (): void => go({ screen: 'databases', project: project.id });
  if (job === null) return <Loader className={classes.loader} aria-label="Looking for the import" />;
  if (job === 'unknown')
    return (
      <section className={classes.screen}>
        <ScreenHead title="This import is not known any more" note="" back="Databases" onBack={back} />
      </section>
    );
  switch (job.state) {
    case 'running':
    case 'cancelling':
      return <ImportProgress project={project} job={job} onBack={back} />;
    case 'failed':
      return <ImportFailed project={project} job={job} onBack={back} />;
    case 'done':
    case 'cancelled':
      return <ImportEnded project={project} job={job} onBack={back} />;
    default:
      return job.state satisfies never;
  }
};
