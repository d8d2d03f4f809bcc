import { Button, Progress } from '@mantine/core';
import { useNavigation } from '../../navigation/navigation';
import { call } from '../../store/call';
import { useEngine } from '../../store/current';
import { demoOf } from './demo';
import { DemoPictures } from './demo-pictures';
import classes from './first-run.module.css';

/** The small project that comes along. */
export const DemoCard = () => {
  const go = useNavigation((navigation) => navigation.go);
  const demo = useEngine(demoOf);
  const project = demo?.project ?? null;
  const job = demo?.job ?? null;
  return (
    <div className={classes.demo}>
      <DemoPictures />
      <h2>Try the demo</h2>
      <p>A small real project and two dumps of it, to switch between. Removed in one click.</p>
      {job !== null ? (
        <div className={classes.demoJob}>
          <Progress value={job.fraction * 100} aria-label="Adding the demo" />
          <p className={classes.demoPhase}>
            {Math.floor(job.fraction * 100)} %, {job.detail ?? job.phase}
          </p>
          {job.isCancellable && (
            <Button
              size="md"
              fullWidth
              onClick={() => call((client) => client.jobs.cancel({ jobId: job.id }))}
            >
              Cancel
            </Button>
          )}
        </div>
      ) : project !== null ? (
        <Button size="md" fullWidth onClick={() => go({ screen: 'sites', project: project.id })}>
          Show the demo
        </Button>
      ) : (
        <Button size="md" fullWidth onClick={() => call((client) => client.host.demo({ starts: true }))}>
          Start the demo
        </Button>
      )}
      {demo?.error != null && (
        <div role="alert" className={classes.trouble}>
          <strong>{demo.error.message}</strong>
          {demo.error.hint !== null && <p>{demo.error.hint}</p>}
        </div>
      )}
    </div>
  );
};
