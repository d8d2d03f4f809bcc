import { ActionIcon, Popover, Progress, Tooltip, UnstyledButton } from '@mantine/core';
import { IconFileImport, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Job } from '../../app/contract';
import { useNavigation } from '../navigation/navigation';
import { call } from '../store/call';
import { useEngine } from '../store/current';
import classes from './jobs-in-bar.module.css';
import { doingOf, runningJobs, togetherFraction } from './running-jobs';
import { followThroughput } from './throughput';

const percent = (fraction: number): number => Math.floor(fraction * 100);

const JobLine = ({ job, onOpen }: { readonly job: Job; onOpen(): void }) => {
  const go = useNavigation((navigation) => navigation.go);
  const { projectId } = job;
  const title = doingOf(job);
  return (
    <li className={classes.job}>
      <div className={classes.jobHead}>
        {job.kind === 'import' && projectId !== null ? (
          <UnstyledButton
            className={classes.jobTitle}
            onClick={() => {
              onOpen();
              go({ screen: 'import', project: projectId, job: job.id });
            }}
          >
            {title}
          </UnstyledButton>
        ) : (
          <span className={classes.jobTitle}>{title}</span>
        )}
        <span>{percent(job.fraction)} %</span>
        <Tooltip label={job.isCancellable ? 'Cancel' : 'It cannot be cancelled now'}>
          <ActionIcon
            size="xs"
            aria-label={`Cancel: ${job.title}`}
            disabled={!job.isCancellable}
            onClick={() => call((client) => client.jobs.cancel({ jobId: job.id }))}
          >
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      <Progress value={job.fraction * 100} aria-label={title} />
      <p className={classes.detail}>
        {job.state === 'cancelling' ? 'cancelling' : (job.detail ?? job.phase)}
      </p>
    </li>
  );
};

/** Long work in one line: its bar and fraction. A click opens it, or the list where there are several. */
export const JobsInBar = () => {
  const jobs = useEngine(runningJobs) ?? [];
  const go = useNavigation((navigation) => navigation.go);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => followThroughput(), []);
  const [first] = jobs;
  if (first === undefined) return null;
  const fraction = togetherFraction(jobs);
  const only = jobs.length === 1 ? first : null;
  const text = only === null ? `${jobs.length} jobs` : doingOf(only);
  const open = (): void => {
    if (only?.kind === 'import' && only.projectId !== null)
      go({ screen: 'import', project: only.projectId, job: only.id });
    else setOpen(!isOpen);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" width={340}>
      <Popover.Target>
        <UnstyledButton className={classes.bar} onClick={open}>
          <IconFileImport size={14} stroke={1.5} />
          <span>
            {text}, {percent(fraction)} %
          </span>
          <Progress className={classes.progress} value={fraction * 100} aria-label={text} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.jobs} aria-label="Jobs">
          {jobs.map((job) => (
            <JobLine key={job.id} job={job} onOpen={() => setOpen(false)} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
};
