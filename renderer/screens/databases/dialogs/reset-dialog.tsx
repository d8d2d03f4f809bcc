import type { Database } from '../../../../app/contract';
import { Facts } from '../../../facts/facts';
import { counted } from '../../../text/counted';
import { formatBytes } from '../../../text/format';
import { ageStepMs, useNow } from '../../../text/use-now';
import { resetTo } from '../database-actions';
import { lostByReset } from '../loss';
import { Question } from './question';
import classes from './question.module.css';

interface Props {
  readonly database: Database;
  readonly snapshot: string | null;
  readonly switches: boolean;
  readonly onClose: () => void;
}

export const ResetDialog = ({ database, snapshot, switches, onClose }: Props) => {
  const nowMs = useNow(ageStepMs);
  const { label, snapshots, sizeBytes } = database;
  const target = snapshot === null ? 'just imported' : `“${snapshot}”`;
  return (
    <Question
      title={`Reset ${label} to ${target}${switches ? ' and switch to it' : ''}`}
      action={switches ? `Reset and switch to ${label}` : `Reset ${label}`}
      onClose={onClose}
      onConfirm={() => void resetTo(database, snapshot, switches)}
    >
      <Facts
        layout="ends"
        className={classes.facts}
        facts={[
          { name: 'Database', value: `${label}, ${formatBytes(sizeBytes)}` },
          { name: 'Lost', value: lostByReset(database, nowMs) },
          {
            name: 'Stays',
            value:
              snapshots.length === 0
                ? 'The dump file'
                : `${counted(snapshots.length, 'snapshot')}, the dump file`,
          },
        ]}
      />
      <p>Take a snapshot first to be able to come back to what is there now.</p>
    </Question>
  );
};
