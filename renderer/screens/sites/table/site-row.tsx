import { IconAlertTriangle } from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { Sparkline } from '../../../figures/sparkline';
import { AgainIn } from '../../../marks/again-in';
import { Mark } from '../../../marks/mark';
import { formatCount, megabytes } from '../../../text/format';
import { Highlighted } from '../../../text/highlighted';
import { ShownDomain } from '../../../text/shown-domain';
import { Thumbnail } from '../../../thumbnails/thumbnail';
import { failureReason } from '../failure-text';
import type { ListProps } from '../list/list-props';
import { itemKeys } from '../list/use-list-keys';
import { looks, showSame } from '../looks';
import { matchingAlias, type SiteEntry } from '../site-entries';
import classes from './site-table.module.css';

interface Props extends Pick<ListProps, 'databaseId' | 'search' | 'focusRequest' | 'onCurrent' | 'onClick'> {
  readonly entry: SiteEntry;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** Among all rows, the heads being 1. */
  readonly rowIndex: number;
  readonly top: number;
  onSelect(siteId: number, hasShift: boolean): void;
}

const State = ({ entry: { status } }: { readonly entry: SiteEntry }) => {
  switch (status.kind) {
    case 'failed': {
      const reason = `Failed: ${failureReason(status.failures, status.lastLines)}`;
      return <span title={reason}>{reason}</span>;
    }
    case 'conflict':
      return <span title={status.problem.message}>{status.text}</span>;
    case 'backing-off':
      return (
        <span>
          Failed, <AgainIn at={status.retryAt} />
        </span>
      );
    default:
      return <span>{status.text}</span>;
  }
};

const Figure = ({
  value,
  isWide = false,
  isFaint = false,
}: {
  readonly value: number | null;
  readonly isWide?: boolean;
  readonly isFaint?: boolean;
}) => (
  <td
    className={classes.figure}
    data-wide={isWide || undefined}
    data-faint={isFaint || value === null || undefined}
  >
    {value === null ? '–' : formatCount(Math.round(value))}
  </td>
);

const Cell = ({
  children,
  className = '',
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) => <td className={`${classes.cell} ${className}`}>{children}</td>;

/** In px, as wide as its column. */
const trendWidth = 64;

const SiteRowView = (props: Props) => {
  const { entry, isCurrent, isSelected, focusRequest, search } = props;
  const { site, status } = entry;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (!isCurrent || !focusRequest.current) return;
    focusRequest.current = false;
    row.current?.focus();
  });
  const alias = matchingAlias(site, search);
  const isWithoutDomain = status.kind === 'conflict' && site.domain === site.realDomain;
  return (
    <tr
      ref={row}
      aria-rowindex={props.rowIndex}
      aria-selected={isSelected}
      aria-label={site.name}
      className={`${classes.row} ${classes.site}`}
      data-selected={isSelected || undefined}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      style={{ top: props.top }}
      {...itemKeys(site.id)}
      onFocus={() => props.onCurrent(site.id)}
      onClick={(event) =>
        props.onClick(entry, { hasShift: event.shiftKey, hasMain: event.ctrlKey || event.metaKey })
      }
    >
      <td className={classes.check}>
        <input
          type="checkbox"
          className={classes.box}
          aria-label={`Select ${site.name}`}
          tabIndex={-1}
          checked={isSelected}
          onClick={(event) => event.stopPropagation()}
          onChange={({ nativeEvent }) =>
            props.onSelect(site.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </td>
      <Figure value={site.id} isFaint />
      <td className={classes.picture}>
        {status.kind === 'failed' || status.kind === 'conflict' ? (
          <span className={classes.warning} data-kind={status.kind}>
            <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" />
          </span>
        ) : (
          <Thumbnail
            databaseId={props.databaseId}
            siteId={site.id}
            name={site.name}
            look={looks[status.kind]}
          />
        )}
      </td>
      <Cell className={classes.name}>
        <Highlighted text={site.name === '' ? '–' : site.name} search={search} />
      </Cell>
      <Cell className={alias === null ? '' : classes.two}>
        {isWithoutDomain ? (
          <span className={classes.faint}>none yet{site.slug === '' ? '' : `, slug ${site.slug}`}</span>
        ) : (
          <ShownDomain site={site} search={search} />
        )}
        {alias !== null && (
          <span className={`mono ${classes.alias}`}>
            alias <Highlighted text={alias} search={search} />
          </span>
        )}
      </Cell>
      <Cell className={`mono ${classes.faint}`}>
        {site.realDomain === '' ? '–' : <Highlighted text={site.realDomain} search={search} />}
      </Cell>
      <Cell className={classes.state}>
        <Mark kind={status.mark} />
        <span className={classes.stateText} data-kind={status.kind}>
          <State entry={entry} />
        </span>
      </Cell>
      <Figure value={entry.p50Ms} />
      <Figure value={entry.p95Ms} isWide isFaint />
      <td data-wide className={classes.trend}>
        {entry.trendMs.length < 2 ? '–' : <Sparkline valuesMs={entry.trendMs} width={trendWidth} />}
      </td>
      <Figure value={entry.memoryBytes === null ? null : megabytes(entry.memoryBytes)} />
      <Figure value={entry.requests} isWide isFaint />
      <Figure value={site.aliases.length} isWide isFaint />
    </tr>
  );
};

const isSame = (one: Props, other: Props): boolean =>
  (Object.keys(one) as (keyof Props)[]).every((key) =>
    key === 'entry' ? showSame(one.entry, other.entry) : one[key] === other[key],
  );

/** One site of the table, of plain elements, since many come and go while one scrolls. It renders again only when something of its own has changed. */
export const SiteRow = memo(SiteRowView, isSame);
