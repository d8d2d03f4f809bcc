import { Button } from '@mantine/core';
import type { Project, Server, Site } from '../../../../app/contract';
import { Mark } from '../../../marks/mark';
import { call } from '../../../store/call';
import { useEngine } from '../../../store/current';
import { isServingChanging } from '../../../store/selectors';
import { troublesOf } from '../../sites/server-trouble';
import type { Condition } from './condition';
import classes from './preview.module.css';

interface Props {
  readonly project: Project;
  readonly site: Site;
  readonly server: Server | null;
  readonly condition: Exclude<Condition, { kind: 'live' }>;
}

/** Why there is no page, in its place, with what can be done. */
export const NoPage = ({ project, site, server, condition }: Props) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  switch (condition.kind) {
    case 'starting':
      return (
        <div className={classes.waiting} role="status">
          <Mark kind="starting" /> Starting
        </div>
      );
    case 'failed': {
      const [trouble] = troublesOf(server === null ? [] : [server]);
      return (
        <div className={classes.notice} role="alert">
          <h3>{site.name} does not start</h3>
          <p>{trouble?.reason}</p>
          {trouble !== undefined && trouble.lastLines.length > 0 && (
            <pre className={classes.lines}>{trouble.lastLines.join('\n')}</pre>
          )}
        </div>
      );
    }
    case 'stopped':
      return (
        <div className={classes.notice}>
          <h3>{site.name} is stopped</h3>
          <p>
            {project.isRunning ? 'No server answers for it.' : `The servers of ${project.name} do not run.`}
          </p>
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
