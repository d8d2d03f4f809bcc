import { Badge } from '@mantine/core';
import type { Database, Project } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { agoText, dayText } from '../../text/age';
import { counted } from '../../text/counted';
import { fileName, formatBytes } from '../../text/format';
import { ageStepMs, useNow } from '../../text/use-now';
import { DatabaseActions } from './database-actions-menu';
import { DatabaseTrouble } from './database-trouble';
import classes from './databases.module.css';
import { DiskBar } from './disk-bar';
import barClasses from './disk-bar.module.css';
import { copiesText, partsOf } from './disk-use';
import { Timeline } from './timeline';

const hashText = (sha256: string | null): string =>
  sha256 === null ? 'no hash' : `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;

const useText = ({ isActive, lastUsedAt }: Database, nowMs: number): string => {
  if (lastUsedAt === null) return 'never used';
  return isActive ? `in use since ${dayText(lastUsedAt, nowMs)}` : `last used ${agoText(lastUsedAt, nowMs)}`;
};

const Origin = ({ database }: { readonly database: Database }) => {
  const nowMs = useNow(ageStepMs);
  const { dump, siteCount, problemCount } = database;
  const version = dump.serverVersion === null ? 'PostgreSQL ?' : `PostgreSQL ${dump.serverVersion}`;
  return (
    <div className={classes.origin}>
      <h3 className={classes.label}>
        {database.label}
        {database.isActive && (
          <Badge size="sm" variant="light" radius="xs" className={classes.badge}>
            active
          </Badge>
        )}
        {database.isWarm && (
          <span className={classes.warm}>
            <Mark kind="warm" /> warm
          </span>
        )}
      </h3>
      <span className="mono" title={dump.file}>
        {fileName(dump.file)}
      </span>
      <span title={dump.sha256 === null ? undefined : `SHA-256 ${dump.sha256}`}>
        {version} · {hashText(dump.sha256)}
      </span>
      <span>
        {siteCount === null ? 'sites not counted' : counted(siteCount, 'site')} · {useText(database, nowMs)}
      </span>
      {problemCount > 0 && <span className={classes.warn}>{counted(problemCount, 'problem')}</span>}
    </div>
  );
};

/** One database: where it comes from, its life as a line, what it takes, what can be done with it. */
export const DatabaseRow = ({
  database,
  project,
  largestBytes,
}: {
  readonly database: Database;
  readonly project: Project;
  /** What the longest bar of the list stands for. */
  readonly largestBytes: number;
}) => (
  <li className={classes.database} aria-label={database.label}>
    <Origin database={database} />
    <div className={classes.life}>
      {database.state === 'ready' ? (
        <Timeline database={database} />
      ) : (
        <DatabaseTrouble database={database} project={project} />
      )}
    </div>
    <div className={`${classes.size} ${barClasses.small}`}>
      <span>
        <strong>{formatBytes(database.sizeBytes === null ? null : database.totalBytes)}</strong>
        <span className={classes.dimmed}>on disk</span>
      </span>
      {database.sizeBytes === null ? (
        <span className={classes.unknown} />
      ) : (
        <DiskBar parts={partsOf([database])} wholeBytes={largestBytes} />
      )}
      <span className={classes.dimmed}>{copiesText(database, formatBytes)}</span>
    </div>
    <DatabaseActions database={database} project={project} />
  </li>
);
