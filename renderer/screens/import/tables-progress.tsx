import type { TablesProgress } from '../../../app/contract';
import { counted } from '../../text/counted';
import { formatBytes, formatSeconds } from '../../text/format';
import classes from './tables-progress.module.css';

/** A table as one types it: that of the usual schema without it. */
const short = (name: string): string => name.replace(/^public\./, '');

const Now = ({ now }: Pick<TablesProgress, 'now'>) => (
  <section aria-label="Now">
    <h3>
      Now <span>{counted(now.length, 'connection')}, largest first</span>
    </h3>
    <ul className={classes.list}>
      {now.map(({ name, rows, bytesDone, bytesTotal }) => (
        <li key={name}>
          <span className="mono">{short(name)}</span>
          <span className={classes.track}>
            {bytesDone !== null && bytesTotal !== null && bytesTotal > 0 && (
              <span
                className={classes.fill}
                style={{ width: `${Math.min(100, (bytesDone / bytesTotal) * 100)}%` }}
              />
            )}
          </span>
          <span className={classes.figure}>
            {bytesDone === null || bytesTotal === null
              ? counted(rows, 'row')
              : `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const Done = ({ done, latest }: Pick<TablesProgress, 'done' | 'latest'>) => (
  <section aria-label="Done">
    <h3>
      Done <span>{counted(done, 'table')}, latest first</span>
    </h3>
    <ul className={`${classes.list} ${classes.done}`}>
      {latest.map(({ name, rows, sizeBytes, durationMs }) => (
        <li key={name}>
          <span className="mono">{short(name)}</span>
          <span>{counted(rows, 'row')}</span>
          <span className={classes.figure}>{formatBytes(sizeBytes)}</span>
          <span className={classes.figure}>{formatSeconds(durationMs)}</span>
        </li>
      ))}
    </ul>
  </section>
);

/** The tables whose rows are loaded now, and those that are done. */
export const TablesNow = ({ tables }: { readonly tables: TablesProgress }) => (
  <div className={classes.tables}>
    {tables.now.length > 0 && <Now now={tables.now} />}
    {tables.latest.length > 0 && <Done done={tables.done} latest={tables.latest} />}
  </div>
);
