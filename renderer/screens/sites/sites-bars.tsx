import { Button } from '@mantine/core';
import type { Problem, Project, Server } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { call } from '../../store/call';
import { troublesOf } from './server-trouble';
import classes from './sites-bars.module.css';

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
      {project.trouble === null && !project.isRunning && !isBusy && (
        <div role="status" className={classes.bar} data-state="plain">
          <p>{project.name} is stopped: its sites answer nothing.</p>
          <Button
            size="xs"
            variant="filled"
            onClick={() => call((client) => client.servers.start({ projectId, port: null }))}
          >
            Start
          </Button>
        </div>
      )}
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
