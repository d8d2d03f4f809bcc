import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Project } from '../../../app/contract';
import { useConfig } from '../../config/use-config';
import { KeyHint } from '../../frame/key-hint';
import { Mark } from '../../marks/mark';
import { useNavigation } from '../../navigation/navigation';
import { askForDumps } from '../import/choose-dump';
import { useLook } from '../import/look';
import { ScreenHead } from '../import/screen-head';
import { useOpening } from './open-project';
import classes from './recognised.module.css';
import { type RecognisedRow, recognisedRows } from './recognised-rows';

const none: readonly string[] = [];

interface ValueProps {
  readonly row: RecognisedRow;
  /** @returns why it was refused; null where it was taken */
  readonly onChange: (key: string, value: string | null) => Promise<string | null>;
}

const Value = ({ row, onChange }: ValueProps) => {
  const [text, setText] = useState(row.value);
  const [error, setError] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (text !== row.value) setError(await onChange(row.key, text.trim() === '' ? null : text.trim()));
  };
  return (
    <TextInput
      aria-label={row.label}
      classNames={{ input: 'mono' }}
      value={text}
      error={error}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={({ key }) => {
        if (key === 'Enter') void save();
        if (key === 'Escape') setText(row.value);
      }}
    />
  );
};

const Rows = ({ project }: { readonly project: Project }) => {
  const { config, change } = useConfig(project.id, project);
  if (config.state === 'loading') return <p className={classes.note}>Reading its files</p>;
  if (config.state === 'failed')
    return (
      <div role="alert" className={classes.note}>
        <Mark kind="failed" /> {config.message} {config.hint}
      </div>
    );
  return (
    <table className={classes.rows} aria-label="What was recognised">
      <tbody>
        {recognisedRows(config.value).map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            <td>
              {row.isEditable ? (
                <Value key={row.value} row={row} onChange={change} />
              ) : (
                <span className="mono">{row.value}</span>
              )}
            </td>
            <td className={classes.from}>{row.from}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** A project that was just opened: what was recognised, to be corrected, and the next step. */
export const RecognisedScreen = ({ project }: { readonly project: Project }) => {
  const { go } = useNavigation.getState();
  const notes = useOpening((store) => store.notes[project.id] ?? none);
  const look = useLook((store) => store.look);
  const sites = (): void => go({ screen: 'sites', project: project.id });
  return (
    <section className={classes.screen} aria-label={`What was recognised of ${project.name}`}>
      <ScreenHead title={`${project.name} is open`} note={project.folder} back="Sites" onBack={sites}>
        {look.state === 'known' ? (
          <Button variant="filled" onClick={() => go({ screen: 'import', project: project.id, job: null })}>
            Go on with {look.name}
          </Button>
        ) : (
          <Button
            variant="filled"
            rightSection={<KeyHint command="import-dump" />}
            onClick={() => askForDumps(project.id)}
          >
            Import a dump
          </Button>
        )}
      </ScreenHead>
      <div className={classes.body}>
        {notes.length > 0 && (
          <ul className={classes.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <h3>Recognised</h3>
        <p className={classes.hint}>
          What is wrong can be corrected here. It is written into manysite.json, or into manysite.local.json
          where it is of this machine only.
        </p>
        <Rows project={project} />
      </div>
    </section>
  );
};
