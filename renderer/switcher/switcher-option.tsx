import { IconCamera, IconDownload } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Project } from '../../app/contract';
import { KeyHint } from '../frame/key-hint';
import { useEngine } from '../store/current';
import { agoText, dayText, shortAgeText } from '../text/age';
import { fileName, formatBytes } from '../text/format';
import { ageStepMs, useNow } from '../text/use-now';
import { databaseDate } from './database-facts';
import { DatabaseMark } from './database-mark';
import { switchCostOf } from './switch-cost';
import { costText } from './switch-text';
import { numberedCommands } from './switcher-commands';
import classes from './switcher-list.module.css';
import type { SwitcherRow } from './switcher-rows';

interface Props {
  readonly id: string;
  readonly row: SwitcherRow;
  readonly project: Project;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

const DatabaseCells = ({
  row,
  project,
}: {
  readonly row: Extract<SwitcherRow, { kind: 'database' }>;
  readonly project: Project;
}) => {
  const { database, reason, number } = row;
  const nowMs = useNow(ageStepMs);
  const cost = useEngine((state) => switchCostOf(state, project, database)) ?? { kind: 'active' };
  const date = databaseDate(database);
  const isActive = cost.kind === 'active';
  const used = database.lastUsedAt === null ? 'never' : agoText(database.lastUsedAt, nowMs);
  const command = number === null ? undefined : numberedCommands[number - 1];
  return (
    <>
      <DatabaseMark database={database} isActive={isActive} />
      <span className={classes.texts}>
        <strong>{database.label}</strong>
        <span>{reason ?? fileName(database.dump.file)}</span>
      </span>
      <span className={classes.age}>{date === null ? '–' : shortAgeText(date, nowMs)}</span>
      <span>{formatBytes(database.sizeBytes)}</span>
      <span data-active={isActive || undefined}>{isActive ? 'active' : used}</span>
      <span data-warm={database.isWarm || undefined}>{reason === null ? costText(cost) : '–'}</span>
      <span>{command !== undefined && reason === null && <KeyHint command={command} />}</span>
    </>
  );
};

const SnapshotCells = ({ row }: { readonly row: Extract<SwitcherRow, { kind: 'snapshot' }> }) => {
  const { snapshot, database } = row;
  const nowMs = useNow(ageStepMs);
  const Icon = snapshot === null ? IconDownload : IconCamera;
  const at = snapshot?.takenAt ?? database.importedAt;
  return (
    <>
      <span />
      <span className={classes.snapshot}>
        <Icon size={14} stroke={1.5} />
        {snapshot?.name ?? 'Just imported'}
      </span>
      <span>{at === null ? '–' : dayText(at, nowMs)}</span>
      <span>{formatBytes(snapshot?.sizeBytes ?? database.pristineBytes)}</span>
      <span />
      <span>Reset…</span>
      <span />
    </>
  );
};

/** One option: a database, or a snapshot of the one above. The focus stays in the field. */
export const SwitcherOption = ({ id, row, project, isChosen, onPoint, onChoose }: Props) => {
  const option = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <button
      ref={option}
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={row.reason !== null || undefined}
      data-kind={row.kind}
      className={`${classes.columns} ${classes.row}`}
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {row.kind === 'database' ? <DatabaseCells row={row} project={project} /> : <SnapshotCells row={row} />}
    </button>
  );
};
