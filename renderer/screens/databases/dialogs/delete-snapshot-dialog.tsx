import type { Database } from '../../../../app/contract';
import { Facts } from '../../../facts/facts';
import { call } from '../../../store/call';
import { dayText } from '../../../text/age';
import { formatBytes } from '../../../text/format';
import { ageStepMs, useNow } from '../../../text/use-now';
import { Question } from './question';
import classes from './question.module.css';

interface Props {
  readonly database: Database;
  readonly snapshot: string;
  readonly onClose: () => void;
}

export const DeleteSnapshotDialog = ({ database, snapshot, onClose }: Props) => {
  const nowMs = useNow(ageStepMs);
  const taken = database.snapshots.find(({ name }) => name === snapshot);
  return (
    <Question
      title={`Delete the snapshot “${snapshot}”`}
      action="Delete snapshot"
      onClose={onClose}
      onConfirm={() =>
        void call((client) =>
          client.databases.deleteSnapshot({
            projectId: database.projectId,
            database: database.name,
            snapshot,
          }),
        )
      }
    >
      <p>
        Frees {formatBytes(taken?.sizeBytes ?? null)}. {database.label} itself stays as it is.
      </p>
      <Facts
        layout="ends"
        className={classes.facts}
        facts={[
          { name: 'Of', value: database.label },
          {
            name: 'Lost',
            value: taken === undefined ? 'The snapshot' : `The state of ${dayText(taken.takenAt, nowMs)}`,
          },
        ]}
      />
    </Question>
  );
};
