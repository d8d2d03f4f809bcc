import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Database } from '../../../app/contract';
import { useEngine } from '../../store/current';
import { dayText } from '../../text/age';
import { formatBytes, formatSeconds } from '../../text/format';
import { ageStepMs, useNow } from '../../text/use-now';
import { openDialog } from './dialogs/open-dialog';
import { changesText } from './loss';
import classes from './timeline.module.css';
import { resetMsOf, type TimelinePoint, timelineOf } from './timeline-points';

const ResetHere = ({
  database,
  snapshot,
}: {
  readonly database: Database;
  readonly snapshot: string | null;
}) => {
  const tookMs = useEngine((state) => resetMsOf(state, database, snapshot !== null));
  return (
    <UnstyledButton
      className={classes.reset}
      onClick={() => openDialog({ kind: 'reset', databaseId: database.id, snapshot, switches: false })}
    >
      Reset to here{tookMs === null ? '…' : `, ${formatSeconds(tookMs)}`}
    </UnstyledButton>
  );
};

const Point = ({ point, database }: { readonly point: TimelinePoint; readonly database: Database }) => {
  const nowMs = useNow(ageStepMs);
  const isUsable = database.state === 'ready';
  switch (point.kind) {
    case 'imported':
      return (
        <>
          <span className={classes.name}>Imported</span>
          <span>{dayText(point.at, nowMs)}</span>
          {isUsable && database.pristineBytes !== null && (
            <span className={classes.actions}>
              <ResetHere database={database} snapshot={null} />
            </span>
          )}
        </>
      );
    case 'snapshot':
      return (
        <>
          <span className={classes.name} title={point.name}>
            {point.name}
          </span>
          <span>
            {dayText(point.at, nowMs)} · {formatBytes(point.sizeBytes)}
          </span>
          <span className={classes.actions}>
            {isUsable && <ResetHere database={database} snapshot={point.name} />}
            <Tooltip label={`Delete “${point.name}”`}>
              <ActionIcon
                size={24}
                aria-label={`Delete the snapshot ${point.name}`}
                onClick={() =>
                  openDialog({ kind: 'delete-snapshot', databaseId: database.id, snapshot: point.name })
                }
              >
                <IconTrash size={14} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </span>
        </>
      );
    case 'now':
      return (
        <>
          <span className={classes.name}>Now</span>
          <span>{changesText(database)}</span>
        </>
      );
    default:
      return point satisfies never;
  }
};

/** The life of a database as a line: its import, its snapshots, now. */
export const Timeline = ({ database }: { readonly database: Database }) => (
  <ol className={classes.line} aria-label={`Moments of ${database.label}`}>
    {timelineOf(database).map((point) => (
      <li
        key={point.kind === 'snapshot' ? point.name : `${point.kind}/`}
        className={classes.point}
        data-kind={point.kind}
      >
        <Point point={point} database={database} />
      </li>
    ))}
  </ol>
);
