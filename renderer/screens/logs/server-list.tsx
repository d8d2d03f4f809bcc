import type { Server } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { useNavigation } from '../../navigation/navigation';
import { useEngine } from '../../store/current';
import { serversOf } from '../../store/selectors';
import { formatCount } from '../../text/format';
import { type LogSums, logSumsOf } from './log-counts';
import classes from './logs-screen.module.css';

interface RowProps {
  readonly name: string;
  readonly state: Server['status']['state'] | null;
  readonly sums: LogSums | null;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

const countsText = (sums: LogSums): string =>
  [
    `${sums.lines} ${sums.lines === 1 ? 'line' : 'lines'}`,
    ...(sums.errors === 0 ? [] : [`${sums.errors} ${sums.errors === 1 ? 'error' : 'errors'}`]),
  ].join(', ');

const Row = ({ name, state, sums, isChosen, onChoose }: RowProps) => (
  <li>
    <button
      type="button"
      className={classes.server}
      aria-current={isChosen ? 'true' : undefined}
      aria-label={[
        name,
        ...(state === null ? [] : [state]),
        ...(sums === null ? [] : [countsText(sums)]),
      ].join(', ')}
      onClick={onChoose}
    >
      {state !== null && <Mark kind={state} />}
      <span className={classes.name}>{name}</span>
      {sums !== null && sums.errors > 0 && state !== null && (
        <span className={classes.errors}>{formatCount(sums.errors)}</span>
      )}
      <span className={classes.count}>{formatCount(sums?.lines ?? 0)}</span>
    </button>
  </li>
);

const ServerRow = ({
  projectId,
  server,
  isChosen,
}: {
  readonly projectId: string;
  readonly server: Server;
  readonly isChosen: boolean;
}) => {
  const sums = useEngine((state) => logSumsOf(state, projectId, server.name));
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Row
      name={server.name === 'all' ? 'All sites' : server.name}
      state={server.status.state}
      sums={sums}
      isChosen={isChosen}
      onChoose={() => go({ screen: 'logs', project: projectId, server: server.name })}
    />
  );
};

/** The servers with how much each said. */
export const ServerList = ({
  projectId,
  chosen,
}: {
  readonly projectId: string;
  readonly chosen: string | null;
}) => {
  const servers = useEngine((state) => serversOf(state, projectId)) ?? [];
  const all = useEngine((state) => logSumsOf(state, projectId, null));
  const go = useNavigation((navigation) => navigation.go);
  return (
    <nav className={classes.servers} aria-label="Servers">
      <ul>
        <Row
          name="All servers"
          state={null}
          sums={all}
          isChosen={chosen === null}
          onChoose={() => go({ screen: 'logs', project: projectId, server: null })}
        />
      </ul>
      <ul>
        {servers.map((server) => (
          <ServerRow
            key={server.id}
            projectId={projectId}
            server={server}
            isChosen={server.name === chosen}
          />
        ))}
      </ul>
    </nav>
  );
};
