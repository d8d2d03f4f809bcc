import { Button } from '@mantine/core';
import type { Problem, Project, Server } from '../../../app/contract';
import { useFocusBack } from '../../frame/use-focus-back';
import { useNavigation } from '../../navigation/navigation';
import { call } from '../../store/call';
import { useEngine } from '../../store/current';
import { failedStartOf } from '../site/preview/failed-start';
import { troublesOf } from './server-trouble';
import classes from './sites-bars.module.css';

/** A project that does not run: since nobody started it, or why it could not be started. */
const Stopped = ({ project }: { readonly project: Project }) => {
  // Its button goes away with it.
  useFocusBack();
  const jobs = useEngine((state) => state.jobs) ?? [];
  const failed = failedStartOf(jobs, project.id);
  return (
    <div role="status" className={classes.bar} data-state={failed === null ? 'plain' : 'bad'}>
      <div className={classes.reason}>
        <p>{failed === null ? `${project.name} is stopped: its sites answer nothing.` : failed.message}</p>
        {failed !== null && failed.lines.length > 0 && (
          <pre className={classes.lines}>{failed.lines.join('\n')}</pre>
        )}
      </div>
      <Button
        size="xs"
        variant="filled"
        onClick={() => call((client) => client.servers.start({ projectId: project.id, port: null }))}
      >
        {failed === null ? 'Start' : 'Start again'}
      </Button>
      {failed !== null && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => useNavigation.getState().go({ screen: 'logs', project: project.id, server: null })}
        >
          Log
        </Button>
      )}
    </div>
  );
};

/** What concerns all sites at once, above them. */
export const SitesBars = ({
  project,
  servers,
  problems,
  isBusy,
}: {
  readonly project: Project;
  readonly servers: readonly Server[];
  /** Of the database, not of one of its sites. */
  readonly problems: readonly Problem[];
  readonly isBusy: boolean;
}) => {
  const shared = troublesOf(servers.filter(({ siteIds }) => siteIds.length > 1));
  const projectId = project.id;
  return (
    <>
      {project.trouble !== null && (
        <div role="status" className={classes.bar} data-state="warn">
          <p>{project.trouble}</p>
          <Button size="xs" onClick={() => useNavigation.getState().goTo('doctor')}>
            Doctor
          </Button>
        </div>
      )}
      {project.trouble === null && !project.isRunning && !isBusy && <Stopped project={project} />}
      {problems.map(({ message }) => (
        <div key={message} role="status" className={classes.bar} data-state="warn">
          <p>{message}</p>
        </div>
      ))}
      {shared.map(({ name, reason, lastLines, isGivenUp }) => (
        <div key={name} role="status" className={classes.bar} data-state="bad">
          <div className={classes.reason}>
            <p>{reason}</p>
            {lastLines.length > 0 && <pre className={classes.lines}>{lastLines.join('\n')}</pre>}
          </div>
          {isGivenUp && (
            <Button
              size="xs"
              onClick={() => call((client) => client.servers.restart({ projectId, server: name }))}
            >
              Restart
            </Button>
          )}
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => useNavigation.getState().go({ screen: 'logs', project: projectId, server: name })}
          >
            Log
          </Button>
        </div>
      ))}
    </>
  );
};
