import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Database } from '../../../../app/contract';
import { useEngine } from '../../../store/current';
import { exportTo } from '../database-actions';
import { Question } from './question';
import classes from './question.module.css';

interface Props {
  readonly database: Database;
  readonly snapshot: string | null;
  readonly onClose: () => void;
}

/** In a browser the file lies on the host's machine, so that its path is typed. */
export const ExportDialog = ({ database, snapshot, onClose }: Props) => {
  const folder = useEngine(
    (state) => state.projects.find(({ id }) => id === database.projectId)?.folder ?? '',
  );
  const [file, setFile] = useState(`${folder}/${snapshot ?? database.label}.dump`);
  const [overwrites, setOverwrites] = useState(false);
  const isAbsolute = /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(file);
  return (
    <Question
      title={`Export ${snapshot === null ? database.label : `“${snapshot}” of ${database.label}`}`}
      action="Export"
      isReady={isAbsolute}
      onClose={onClose}
      onConfirm={() => void exportTo(database, snapshot, file, overwrites)}
    >
      <TextInput
        label="File on the host’s machine"
        description="A name that ends in .sql gives plain SQL, any other pg_dump’s custom format."
        data-autofocus
        classNames={{ description: classes.description ?? '' }}
        value={file}
        onChange={({ currentTarget }) => setFile(currentTarget.value)}
        error={isAbsolute ? null : 'A whole path, from the root on'}
      />
      <Checkbox
        label="Replace the file if it is there"
        checked={overwrites}
        onChange={({ currentTarget }) => setOverwrites(currentTarget.checked)}
      />
    </Question>
  );
};
