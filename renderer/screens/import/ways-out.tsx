import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DumpPlace, Project } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { askForDumps, showDumps } from './choose-dump';
import classes from './import.module.css';
import { importAgain } from './look-into';
import { useStarted } from './started';

interface Props {
  readonly project: Project;
  readonly jobId: string;
  /** The index or constraint that failed, where it may be left out. */
  readonly without: DumpPlace | null;
}

/** What can be done about an import that did not come to its end, the best way first and only that one filled. */
export const WaysOut = ({ project, jobId, without }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  const [isRepeating, setRepeating] = useState(false);
  const started = useStarted(({ byJob }) => byJob.get(jobId) ?? null);
  const repeat = async (): Promise<void> => {
    if (started === null || without === null) return;
    setRepeating(true);
    const job = await importAgain(project.id, started, [...started.leavesOut, without]);
    setRepeating(false);
    if (job !== null) go({ screen: 'import', project: project.id, job });
  };
  const hasBest = without !== null && started !== null;
  return (
    <section aria-label="What you can do">
      <h3 className={classes.waysTitle}>What you can do</h3>
      <ul className={classes.wayList}>
        {hasBest && (
          <li>
            <span>
              <strong>Import again without this one constraint</strong>
              <span>Everything else as it is. What was left out is told with the database.</span>
            </span>
            <Button variant="filled" loading={isRepeating} onClick={() => void repeat()}>
              Import again
            </Button>
          </li>
        )}
        {started !== null && (
          <li>
            <span>
              <strong>Look into this dump again</strong>
              <span>Its sites and problems, then import.</span>
            </span>
            <Button
              variant={hasBest ? 'default' : 'filled'}
              onClick={() => showDumps([started.source], project.id)}
            >
              Look into it
            </Button>
          </li>
        )}
        <li>
          <span>
            <strong>Take another dump</strong>
            <span>One of another day, or made again.</span>
          </span>
          <Button variant={started === null ? 'filled' : 'default'} onClick={() => askForDumps(project.id)}>
            Choose a file
          </Button>
        </li>
      </ul>
    </section>
  );
};
