import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ErrorShape, type Project, toErrorShape } from '../../../app/contract';
import { KeyHint } from '../../frame/key-hint';
import { Mark } from '../../marks/mark';
import { useNavigation } from '../../navigation/navigation';
import { useStore } from '../../store/store';
import { askForDumps } from '../import/choose-dump';
import { useLook } from '../import/look';
import { ScreenHead } from '../import/screen-head';
import { useOpening } from './open-project';
import classes from './recognised.module.css';
import { type RecognisedRow, recognisedRows } from './recognised-rows';
import { useConfig } from './use-config';

const none: readonly string[] = [];

const Value = ({ project, row }: { readonly project: Project; readonly row: RecognisedRow }) => {
  const client = useStore((store) => store.client);
  const [text, setText] = useState(row.value);
  const [error, setError] = useState<ErrorShape | null>(null);
  const save = async (): Promise<void> => {
    if (client === null || text === row.value) return;
    try {
      const changes = [{ key: row.key, value: text.trim() === '' ? null : text.trim() }];
      await client.projects.configure({ projectId: project.id, changes, file: null });
      setError(null);
    } catch (thrown) {
      setError(toErrorShape(thrown));
    }
  };
  return (
    <TextInput
      aria-label={row.label}
      classNames={{ input: 'mono' }}
      value={text}
      error={error === null ? null : `${error.message} ${error.hint ?? ''}`}
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
  const config = useConfig(project);
  if (config.state === 'looking') return <p className={classes.note}>Reading its files</p>;
  if (config.state === 'failed')
    return (
      <div role="alert" className={classes.note}>
        <Mark kind="failed" /> {config.error.message} {config.error.hint}
      </div>
    );
  return (
    <table className={classes.rows} aria-label="What was recognised">
      <tbody>
        {recognisedRows(config.values).map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            <td>
              {row.isEditable ? (
                <Value key={row.value} project={project} row={row} />
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
