import { Button } from '@mantine/core';
import type { Database, Project, Server, Site } from '../../../../app/contract';
import { Mark } from '../../../marks/mark';
import { call } from '../../../store/call';
import { useEngine } from '../../../store/current';
import { isServingChanging } from '../../../store/selectors';
import type { Condition } from './condition';
import { FailedPage } from './failed-page';
import { failedStartOf } from './failed-start';
import { LastPicture } from './last-picture';
import classes from './preview.module.css';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly server: Server | null;
  readonly condition: Exclude<Condition, { kind: 'live' }>;
}

/** Why there is no page, in its place, with what can be done. */
export const NoPage = ({ project, database, site, server, condition }: Props) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const jobs = useEngine((state) => state.jobs) ?? [];
  const failure = project.isRunning ? null : failedStartOf(jobs, project.id);
  switch (condition.kind) {
    case 'starting':
      return (
        <div className={classes.pane}>
          <LastPicture database={database} site={site}>
            <Mark kind="starting" /> {condition.text}
          </LastPicture>
        </div>
      );
    case 'failed':
      return <FailedPage project={project} site={site} server={condition.server} status={condition.status} />;
    case 'stopped':
      return (
        <div className={classes.notice}>
          <h3>{site.name} is stopped</h3>
          <p>
            {project.isRunning
              ? server === null
                ? 'No server answers for it.'
                : `Its server ${server.name} is stopped.`
              : `The servers of ${project.name} do not run.`}
          </p>
          {failure !== null && (
            <>
              <p role="alert" className={classes.bad}>
                {failure.message}
              </p>
              {failure.hint !== null && <p>{failure.hint}</p>}
              {failure.lines.length > 0 && (
                <div className={classes.lines}>
                  <pre>{failure.lines.join('\n')}</pre>
                </div>
              )}
            </>
          )}
          {!project.isRunning && (
            <Button
              variant="filled"
              disabled={isBusy}
              onClick={() => call((client) => client.servers.start({ projectId: project.id, port: null }))}
            >
              Start all sites
            </Button>
          )}
        </div>
      );
    case 'disabled':
      return (
        <div className={classes.notice}>
          <h3>{site.name} is disabled</h3>
          <p>It is served in neither mode. Switch “Enabled” on and save to serve it.</p>
        </div>
      );
    default:
      return condition satisfies never;
  }
};
