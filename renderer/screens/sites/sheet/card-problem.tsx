import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { failureTitle, shownLines } from '../failure-text';
import { problemTitle } from '../problem-title';
import type { SiteEntry } from '../site-entries';
import type { SiteActions } from '../use-site-actions';
import classes from './card-problem.module.css';

/** Lines of a log that a card has room for. */
const lineCount = 5;

interface Props {
  readonly entry: SiteEntry;
  readonly actions: SiteActions;
  readonly tabIndex: number;
}

/** What keeps a site from being shown, with its first fix; null where nothing does. */
export const CardProblem = ({ entry, actions, tabIndex }: Props) => {
  const { site, server, status } = entry;
  const buttons = { size: 'xs', tabIndex } as const;
  if (status.kind === 'conflict') {
    const { message, suggestion } = status.problem;
    return (
      <div className={classes.problem} data-kind="conflict">
        <strong className={classes.title}>{problemTitle(status.problem)}</strong>
        <p className={classes.message}>{message}</p>
        <div className={classes.fixes}>
          {suggestion !== null && (
            <Button {...buttons} onClick={() => actions.giveSlug(entry, suggestion)}>
              Use slug {suggestion}
            </Button>
          )}
          <Button
            {...buttons}
            variant={suggestion === null ? 'default' : 'subtle'}
            color="gray"
            onClick={() => actions.show(entry, 'fields')}
          >
            Other…
          </Button>
        </div>
      </div>
    );
  }
  if (status.kind === 'unmanaged')
    return (
      <div className={classes.problem} data-kind="unmanaged">
        <strong className={classes.title}>No slug</strong>
        <p className={classes.message}>
          This row of django_site has no slug, so it gets no local domain: it keeps {site.domain}.
        </p>
        <div className={classes.fixes}>
          <Button {...buttons} onClick={() => actions.adopt([entry])}>
            Adopt it
          </Button>
        </div>
      </div>
    );
  // What all sites share is told once, above them.
  if (status.kind !== 'failed' || server === null || server.siteIds.length > 1) return null;
  return (
    <div className={classes.problem} data-kind="failed">
      <strong className={classes.title}>{failureTitle(status.failures)}</strong>
      <pre className={classes.lines}>
        {shownLines(status.lastLines, lineCount).map(({ number, text, isCause }) => (
          <span key={number} data-cause={isCause || undefined}>
            {text}
            {'\n'}
          </span>
        ))}
      </pre>
      <div className={classes.fixes}>
        <Button
          {...buttons}
          leftSection={<IconRefresh size={14} stroke={1.5} />}
          onClick={() => actions.restart([entry])}
        >
          Restart
        </Button>
        <Button {...buttons} variant="subtle" color="gray" onClick={() => actions.show(entry, 'log')}>
          Log
        </Button>
      </div>
    </div>
  );
};
