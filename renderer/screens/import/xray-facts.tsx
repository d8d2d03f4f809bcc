import { counted } from '../../text/counted';
import { formatBytes, formatCount, formatDate } from '../../text/format';
import { problemsText, rowsCounted, shapeText } from './facts';
import classes from './import.module.css';
import type { KnownLook } from './look';
import type { SiteRow } from './site-rows';

interface FactProps {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

const Fact = ({ label, value, note }: FactProps) => (
  <div className={classes.fact}>
    <dt>{label}</dt>
    <dd>
      <strong title={value}>{value}</strong>
      <span title={note}>{note}</span>
    </dd>
  </div>
);

const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(', ');

/** The dump in five figures. */
export const XrayFacts = ({
  look,
  rows,
  freeBytes,
}: {
  readonly look: KnownLook;
  readonly rows: readonly SiteRow[];
  readonly freeBytes: number | null;
}) => {
  const { found, isCounting } = look;
  const { rows: rowCount, tablesCounted } = rowsCounted(found.tables);
  const rawBytes = found.tables.reduce((total, { sizeBytes }) => total + (sizeBytes ?? 0), 0);
  const problems = rows.filter(({ problem }) => problem !== null).length + found.problems.length;
  const content =
    tablesCounted === found.tables.length
      ? `${formatCount(rowCount)} rows, counted`
      : isCounting
        ? `counting ${formatCount(tablesCounted)} of ${formatCount(found.tables.length)}`
        : `${formatCount(rowCount)} rows in ${tablesCounted} of them, counted`;
  return (
    <dl className={classes.facts}>
      <Fact
        label="Made"
        value={found.createdAt === null ? 'not told' : formatDate(found.createdAt)}
        note={joined(
          found.dumperVersion === null ? null : `pg_dump ${found.dumperVersion}`,
          found.serverVersion === null ? null : `PostgreSQL ${found.serverVersion}`,
          found.databaseName === null ? null : `database ${found.databaseName}`,
        )}
      />
      <Fact
        label="Format"
        value={joined(
          `${found.format}${found.formatVersion === null ? '' : ` ${found.formatVersion}`}`,
          found.compression === 'none' ? null : found.compression,
        )}
        note={joined(
          formatBytes(found.sizeBytes),
          found.format !== 'plain' || rawBytes === 0 ? null : `${formatBytes(rawBytes)} raw`,
        )}
      />
      <Fact label="Content" value={counted(found.tables.length, 'table')} note={content} />
      <Fact
        label="Needs on disk"
        value={`about ${formatBytes(found.neededBytes)}`}
        note={freeBytes === null ? '' : `${formatBytes(freeBytes)} free`}
      />
      <Fact
        label="Sites"
        value={found.sites.length === 0 ? 'none' : joined(String(found.sites.length), shapeText(found))}
        note={problemsText(problems, rows.filter(({ isSolved }) => isSolved).length)}
      />
    </dl>
  );
};
