import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Database, Project } from '../../app/contract';
import { KeyCap } from '../frame/key-hint';
import { switchTo } from '../screens/databases/database-actions';
import { openDialog } from '../screens/databases/dialogs/open-dialog';
import { isMac } from '../shell/surroundings';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';
import { SwitcherFoot } from './switcher-foot';
import classes from './switcher-list.module.css';
import { SwitcherOption } from './switcher-option';
import { nextRow, previousOf, type SwitcherRow, switcherRows } from './switcher-rows';

interface Props {
  readonly project: Project;
  readonly databases: readonly Database[];
  readonly onDone: () => void;
}

/** A combobox with its listbox: type to filter, arrows to choose, → for snapshots. */
export const SwitcherList = ({ project, databases, onDone }: Props) => {
  const listId = useId();
  const [query, setQuery] = useState('');
  const [openedId, setOpenedId] = useState<string | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const rows = switcherRows(databases, query, openedId);
  const first = query === '' ? (previousOf(databases)?.id ?? null) : null;
  const chosen =
    rows.find(({ id }) => id === chosenId) ??
    rows.find(({ id }) => id === first) ??
    rows.find(({ reason, database }) => reason === null && !database.isActive) ??
    rows.find(({ reason }) => reason === null) ??
    null;
  const chosenPlace = chosen?.id ?? null;

  const choose = (row: SwitcherRow, withReset: boolean): void => {
    const { database } = row;
    if (row.reason !== null || isBusy) return;
    if (row.kind === 'snapshot' || withReset) {
      openDialog({
        kind: 'reset',
        databaseId: database.id,
        snapshot: row.kind === 'snapshot' ? (row.snapshot?.name ?? null) : null,
        switches: !database.isActive,
      });
    } else if (!database.isActive) switchTo(database);
    onDone();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { currentTarget: field, key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp')
      setChosenId(nextRow(rows, chosenPlace, key === 'ArrowDown' ? 1 : -1));
    else if (key === 'Enter' && chosen !== null) choose(chosen, isMac ? event.metaKey : event.ctrlKey);
    else if (key === 'ArrowRight' && chosen?.kind === 'database' && field.selectionStart === query.length)
      setOpenedId(chosen.id);
    else if (key === 'ArrowLeft' && openedId !== null && field.selectionStart === query.length) {
      setOpenedId(null);
      setChosenId(openedId);
    } else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={classes.search}>
        <IconSearch size={16} stroke={1.5} />
        <input
          data-autofocus
          className={classes.field}
          role="combobox"
          aria-label="Switch to a database or snapshot"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosenPlace === null ? undefined : `${listId}/${chosenPlace}`}
          aria-autocomplete="list"
          placeholder="Switch to a database or snapshot"
          spellCheck={false}
          value={query}
          onChange={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setChosenId(null);
          }}
          onKeyDown={onKeyDown}
        />
        <KeyCap>Esc</KeyCap>
      </div>
      {databases.length > 0 && (
        <div className={`${classes.columns} ${classes.head}`} aria-hidden="true">
          <span />
          <span>Database</span>
          <span>Age</span>
          <span>Size</span>
          <span>Last used</span>
          <span>Switch</span>
        </div>
      )}
      <div id={listId} role="listbox" aria-label="Databases" className={classes.list}>
        {rows.map((row) => (
          <SwitcherOption
            key={row.id}
            id={`${listId}/${row.id}`}
            row={row}
            project={project}
            isChosen={row.id === chosenPlace}
            onPoint={() => row.reason === null && setChosenId(row.id)}
            onChoose={() => choose(row, false)}
          />
        ))}
      </div>
      {rows.length === 0 && (
        <p className={classes.none}>
          {databases.length === 0 ? 'Drop a dump on the window' : `Nothing is called “${query}”`}
        </p>
      )}
      <SwitcherFoot project={project} chosen={chosen} onDone={onDone} />
    </>
  );
};
