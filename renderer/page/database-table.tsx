import type { Database } from '../../app/contract';
import { useStore } from '../store/store';
import { fileName, formatBytes, formatDate, formatMoment } from './format';

const DatabaseRow = ({ database, isBusy }: { readonly database: Database; readonly isBusy: boolean }) => {
  const call = useStore((store) => store.call);
  return (
    <tr aria-current={database.isActive}>
      <td>
        <span className="name">{database.label}</span>
        <div className="faint mono one-line">{database.name}</div>
      </td>
      <td className="mono one-line cut" title={database.dump.file}>
        {fileName(database.dump.file)}
      </td>
      <td className="one-line">{formatDate(database.dump.createdAt)}</td>
      <td className="one-line">{formatMoment(database.importedAt)}</td>
      <td className="number">{database.siteCount ?? '–'}</td>
      <td className="number">{formatBytes(database.sizeBytes)}</td>
      <td>
        {database.isActive ? (
          <span className="ok one-line">✓ active</span>
        ) : database.state === 'ready' ? (
          <button
            type="button"
            disabled={isBusy}
            onClick={() =>
              call((client) =>
                client.databases.switch({ projectId: database.projectId, database: database.name }),
              )
            }
          >
            Switch to it
          </button>
        ) : (
          <span className="warn">{database.attention ?? database.state}</span>
        )}
      </td>
    </tr>
  );
};

export const DatabaseTable = ({
  databases,
  isBusy,
}: {
  readonly databases: readonly Database[];
  readonly isBusy: boolean;
}) => {
  if (databases.length === 0) {
    return (
      <p className="faint">
        No database yet. Import a dump: <code>manysite import DUMP</code>.
      </p>
    );
  }
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            <th>Database</th>
            <th>Dump</th>
            <th>Made</th>
            <th>Imported</th>
            <th className="number">Sites</th>
            <th className="number">Size</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {databases.map((database) => (
            <DatabaseRow key={database.id} database={database} isBusy={isBusy} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
