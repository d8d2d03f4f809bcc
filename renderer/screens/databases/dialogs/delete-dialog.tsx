import type { Database } from '../../../../app/contract';
import { Facts } from '../../../facts/facts';
import { call } from '../../../store/call';
import { formatBytes } from '../../../text/format';
import { lostByDelete } from '../loss';
import { Question } from './question';
import classes from './question.module.css';

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
      layout="ends"
      className={classes.facts}
      facts={[
        { name: 'Lost', value: lostByDelete(database) },
        { name: 'Dump file', value: database.dump.file },
      ]}
    />
  </Question>
);
