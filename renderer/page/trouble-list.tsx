import type { Server } from '../../app/contract';
import { useStore } from '../store/store';
import { troublesOf } from './server-trouble';

interface Props {
  readonly projectId: string;
  readonly servers: readonly Server[];
  readonly isBusy: boolean;
}

/** Servers that do not answer: why, what they said last, and how to go on. */
export const TroubleList = ({ projectId, servers, isBusy }: Props) => {
  const call = useStore((store) => store.call);
  return troublesOf(servers).map(({ name, isGivenUp, reason, lastLines }) => (
    <div key={name} role={isGivenUp ? 'alert' : 'status'} className={isGivenUp ? 'panel bad' : 'panel'}>
      <div className="title-row">
        <strong>{reason}</strong>
        <button
          type="button"
          disabled={isBusy}
          onClick={() => call((client) => client.servers.restart({ projectId, server: name }))}
        >
          Restart {name}
        </button>
      </div>
      {lastLines.length > 0 && <pre>{lastLines.join('\n')}</pre>}
    </div>
  ));
};
