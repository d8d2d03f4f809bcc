import type { Database } from '../../../../app/contract';
import { call } from '../../../store/call';
import { formatBytes } from '../../../text/format';
import { lostByDelete } from '../loss';
import { Facts } from './facts';
import { Question } from './question';

export const DeleteDialog = ({
  database,
  onClose,
}: {
  readonly database: Database;
  readonly onClose: () => void;
}) => (
  <Question
    title={`Delete ${database.label}`}
    action={`Delete ${database.label}`}
    onClose={onClose}
    onConfirm={() =>
      void call((client) =>
        client.databases.delete({ projectId: database.projectId, database: database.name }),
      )
    }
  >
    <p>Frees {formatBytes(database.totalBytes)}. Its dump file stays.</p>
    <Facts
      facts={[
        ['Lost', lostByDelete(database)],
        ['Dump file', database.dump.file],
      ]}
    />
  </Question>
);
