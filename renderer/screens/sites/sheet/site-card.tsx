import { IconCheck } from '@tabler/icons-react';
import { memo, useEffect, useId, useRef, useState } from 'react';
import { AgainIn } from '../../../marks/again-in';
import { Mark } from '../../../marks/mark';
import { formatDuration, megabytes } from '../../../text/format';
import { Highlighted } from '../../../text/highlighted';
import { ShownDomain } from '../../../text/shown-domain';
import { Thumbnail } from '../../../thumbnails/thumbnail';
import type { ListProps } from '../list/list-props';
import { itemKeys } from '../list/use-list-keys';
import { looks, showSame } from '../looks';
import { matchingAlias, type SiteEntry } from '../site-entries';
import { CardActions } from './card-actions';
import { CardProblem } from './card-problem';
import classes from './site-card.module.css';
import { StartingLine } from './starting-line';

interface Props
  extends Pick<ListProps, 'databaseId' | 'actions' | 'search' | 'focusRequest' | 'onCurrent' | 'onClick'> {
  readonly entry: SiteEntry;
  readonly expectedStartMs: number | null;
  /** The one that takes part in the tab order. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** Where it stands among all, for readers that see only those in the page. */
  readonly position: number;
  readonly count: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The state in words, or what a site that answers takes. */
const Figures = ({ entry }: { readonly entry: SiteEntry }) => {
  const { status, p50Ms, memoryBytes } = entry;
  if (status.kind === 'ready')
    return (
      <>
        <span className={classes.time}>
          <span className={classes.hidden}>Ready, </span>
          {p50Ms === null ? '–' : formatDuration(p50Ms)}
        </span>
        <span className={classes.memory}>{memoryBytes === null ? '' : `${megabytes(memoryBytes)} MB`}</span>
      </>
    );
  return (
    <span className={classes.state} data-kind={status.kind}>
      {status.kind === 'backing-off' ? (
        <AgainIn at={status.retryAt} />
      ) : status.kind === 'conflict' ? (
        'Conflict'
      ) : (
        status.text
      )}
    </span>
  );
};

const SiteCardView = (props: Props) => {
  const { entry, actions, isCurrent, isSelected, focusRequest, search } = props;
  const { site, server, status } = entry;
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const [isPointed, setIsPointed] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const stateId = useId();
  useEffect(() => {
    if (!isCurrent || !focusRequest.current) return;
    focusRequest.current = false;
    opener.current?.focus();
  });
  const tabIndex = isCurrent ? 0 : -1;
  const problem = <CardProblem entry={entry} actions={actions} tabIndex={tabIndex} />;
  const isShared = server !== null && server.siteIds.length > 1;
  const hasProblem =
    status.kind === 'conflict' || status.kind === 'unmanaged' || (status.kind === 'failed' && !isShared);
  const alias = matchingAlias(site, search);
  return (
    <li
      className={classes.card}
      data-selected={isSelected || undefined}
      data-problem={hasProblem || undefined}
      data-menu={isMenuOpen || undefined}
      aria-posinset={props.position}
      aria-setsize={props.count}
      onPointerEnter={() => setIsPointed(true)}
      onPointerLeave={() => setIsPointed(false)}
      style={{ left: props.left, top: props.top, width: props.width, height: props.height }}
    >
      <div className={classes.picture}>
        {hasProblem ? (
          problem
        ) : (
          <Thumbnail
            databaseId={props.databaseId}
            siteId={site.id}
            name={site.name}
            look={looks[status.kind]}
          />
        )}
        {status.kind === 'starting' && (
          <StartingLine since={status.since} expectedMs={props.expectedStartMs} />
        )}
      </div>
      <div className={classes.footer}>
        <div className={classes.texts}>
          <span className={classes.title}>
            <Mark kind={status.mark} />
            <button
              ref={opener}
              type="button"
              className={classes.name}
              tabIndex={tabIndex}
              aria-describedby={stateId}
              {...itemKeys(site.id)}
              onFocus={() => props.onCurrent(site.id)}
              onClick={(event) =>
                props.onClick(entry, { hasShift: event.shiftKey, hasMain: event.ctrlKey || event.metaKey })
              }
            >
              <Highlighted text={site.name === '' ? site.domain : site.name} search={search} />
            </button>
          </span>
          <span className={classes.domain}>
            {alias !== null ? (
              <span className="mono">
                alias <Highlighted text={alias} search={search} />
              </span>
            ) : status.kind === 'conflict' && site.domain === site.realDomain ? (
              'No local domain yet'
            ) : (
              <ShownDomain site={site} search={search} />
            )}
          </span>
        </div>
        <div className={classes.figures} id={stateId}>
          <Figures entry={entry} />
        </div>
      </div>
      {isSelected && (
        <span className={classes.tick}>
          <IconCheck size={14} stroke={2.5} aria-label="Selected" />
        </span>
      )}
      {(isCurrent || isPointed || isMenuOpen) && (
        <CardActions entry={entry} actions={actions} tabIndex={tabIndex} onMenuChange={setIsMenuOpen} />
      )}
    </li>
  );
};

const isSame = (one: Props, other: Props): boolean =>
  (Object.keys(one) as (keyof Props)[]).every((key) =>
    key === 'entry' ? showSame(one.entry, other.entry) : one[key] === other[key],
  );

/** One site of the sheet. It renders again only when something of its own has changed. */
export const SiteCard = memo(SiteCardView, isSame);
