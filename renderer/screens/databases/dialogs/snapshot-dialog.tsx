import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Database } from '../../../../app/contract';
import { Facts } from '../../../facts/facts';
import { call } from '../../../store/call';
import { useEngine } from '../../../store/current';
import { formatBytes } from '../../../text/format';
import { Question } from './question';
import classes from './question.module.css';

export const SnapshotDialog = ({
  database,
  onClose,
}: {
  readonly database: Database;
  readonly onClose: () => void;
}) => {
  const disk = useEngine((state) => state.disk);
  const [name, setName] = useState('');
  const wanted = name.trim();
  const isTaken = database.snapshots.some((snapshot) => snapshot.name === wanted);
  const room =
    disk === null
      ? formatBytes(database.sizeBytes)
      : disk.sharesBlocks
        ? 'None until it differs: this disk shares blocks'
        : `${formatBytes(database.sizeBytes)} of ${formatBytes(disk.freeBytes)} free`;
  return (
    <Question
      title={`Snapshot of ${database.label}`}
      action="Take snapshot"
      isReady={!isTaken}
      onClose={onClose}
      onConfirm={() =>
        void call((client) =>
          client.databases.snapshot({
            projectId: database.projectId,
            database: database.name,
            name: wanted === '' ? null : wanted,
          }),
        )
      }
    >
      <TextInput
        label="Name"
        placeholder="The moment, when left empty"
        data-autofocus
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={isTaken ? `${database.label} has a snapshot of this name.` : null}
      />
      <Facts layout="ends" className={classes.facts} facts={[{ name: 'Room', value: room }]} />
    </Question>
  );
};
