import type { Server } from '../../app/contract';
import { JobsInBar } from '../jobs/jobs-in-bar';
import { Mark } from '../marks/mark';
import { useEngine, useProject } from '../store/current';
import { serversOf } from '../store/selectors';
import { useStore } from '../store/store';
import { counted } from '../text/counted';
import { formatBytes, formatDuration } from '../text/format';
import { lastingText } from '../text/span';
import { useNow } from '../text/use-now';
import classes from './frame.module.css';
import { memoryBudgetOf, memoryOf, recoveredInMs, serversSummary } from './servers-summary';

const youngMs = 60_000;

const Uptime = ({ startedAt }: { readonly startedAt: string }) => {
  const isYoung = Date.now() - Date.parse(startedAt) < youngMs;
  const now = useNow(isYoung ? 1_000 : 30_000);
  return <span>Host up {lastingText(startedAt, now)}</span>;
};

const Servers = ({ servers }: { readonly servers: readonly Server[] }) => {
  const { ready, failed, starting, stopping, stopped } = serversSummary(servers);
  const mark = starting > 0 && ready < servers.length ? 'starting' : ready > 0 ? 'ready' : 'stopped';
  return (
    <>
      <span className={classes.servers}>
        <Mark kind={failed > 0 && ready === 0 ? 'failed' : mark} />
        {ready} of {counted(servers.length, 'server')} ready
      </span>
      {failed > 0 && <span className={classes.bad}>{failed} failed</span>}
      {starting > 0 && <span>{starting} starting</span>}
      {stopping > 0 && <span>{stopping} stopping</span>}
      {stopped > 0 && <span>{stopped} stopped</span>}
    </>
  );
};

const PostgresFact = () => {
  const version = useEngine((state) => state.host?.postgres?.version ?? null);
  const disk = useEngine((state) => state.disk);
  const recoveredMs = useEngine(recoveredInMs);
  if (version === null) return null;
  const fact =
    recoveredMs !== null
      ? `, recovered in ${formatDuration(recoveredMs)}`
      : disk === null
        ? ''
        : `, ${formatBytes(disk.usedBytes)} on disk`;
  return (
    <span>
      PostgreSQL {version}
      {fact}
    </span>
  );
};

const MemoryFact = () => {
  const memoryBytes = useEngine(memoryOf);
  const budgetBytes = useEngine(memoryBudgetOf);
  if (memoryBytes === null) return null;
  return (
    <span>
      Memory {formatBytes(memoryBytes)}
      {budgetBytes !== null && budgetBytes > 0 && ` of ${formatBytes(budgetBytes)}`}
    </span>
  );
};

/** How the servers are, and what all of it takes. */
export const StatusBar = () => {
  const project = useProject();
  const isKnown = useStore((store) => store.state !== null);
  const servers = useEngine((state) => (project === null ? [] : serversOf(state, project.id))) ?? [];
  const startedAt = useEngine((state) => state.host?.startedAt ?? null);
  return (
    <footer className={classes.status}>
      <JobsInBar />
      {project === null && isKnown && <span>No project yet</span>}
      {servers.length > 0 && <Servers servers={servers} />}
      {project !== null && servers.length === 0 && <span>Sites stopped</span>}
      <span className={classes.statusEnd}>
        <MemoryFact />
        <PostgresFact />
        {startedAt !== null && <Uptime startedAt={startedAt} />}
      </span>
    </footer>
  );
};
