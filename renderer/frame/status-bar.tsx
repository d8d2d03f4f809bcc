import { JobsInBar } from '../jobs/jobs-in-bar';
import { Mark } from '../marks/mark';
import { useEngine, useProject } from '../store/current';
import { serversOf } from '../store/selectors';
import { formatBytes } from '../text/format';
import classes from './frame.module.css';
import { serversSummary } from './servers-summary';

/** How the servers are, and what all of it takes. */
export const StatusBar = () => {
  const project = useProject();
  const servers = useEngine((state) => (project === null ? [] : serversOf(state, project.id))) ?? [];
  const host = useEngine((state) => state.host);
  const disk = useEngine((state) => state.disk);
  const { ready, failed, starting } = serversSummary(servers);
  const memoryBytes = servers.reduce((total, server) => total + (server.memoryBytes ?? 0), 0);
  return (
    <footer className={classes.status}>
      <JobsInBar />
      {project === null && <span>No project yet</span>}
      {servers.length > 0 && (
        <span>
          <Mark kind={ready > 0 ? 'ready' : 'stopped'} /> {ready} of {servers.length} servers ready
        </span>
      )}
      {failed > 0 && <span className={classes.bad}>{failed} failed</span>}
      {starting > 0 && <span>{starting} starting</span>}
      <span className={classes.statusEnd}>
        {memoryBytes > 0 && <span>Memory {formatBytes(memoryBytes)}</span>}
        {host?.postgres != null && (
          <span>
            PostgreSQL {host.postgres.version}
            {disk !== null && `, ${formatBytes(disk.usedBytes)} on disk`}
          </span>
        )}
      </span>
    </footer>
  );
};
