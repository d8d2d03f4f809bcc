import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { type Retry, useStore } from '../store/store';
import { useNow } from '../text/use-now';
import classes from './banner.module.css';

const countMs = 250;

const RetryIn = ({ retry }: { readonly retry: Retry }) => {
  const seconds = Math.max(1, Math.ceil((retry.atMs - useNow(countMs)) / 1_000));
  return `trying again in ${seconds} s`;
};

/** Says that what is shown is what was known last, and when the host is tried again. */
export const LinkBanner = () => {
  const link = useStore((store) => store.link);
  const retry = useStore((store) => store.retry);
  const isKnown = useStore((store) => store.state !== null);
  if (link === 'open' || (link === 'connecting' && !isKnown)) return null;
  return (
    <section className={classes.place} aria-label="Connection">
      <div className={classes.banner} data-severity="warning">
        <IconPlugConnectedX size={20} stroke={1.5} aria-hidden="true" className={classes.icon} />
        <div className={classes.text} role="status">
          <strong>
            Host not answering, {retry === null ? 'trying again now' : <RetryIn retry={retry} />}
          </strong>
          <span>
            {isKnown
              ? 'What you see is what it said last. Sites that its servers answer may not answer now.'
              : 'Nothing was heard of it yet.'}
          </span>
        </div>
        <div className={classes.end}>
          <Button size="sm" disabled={retry === null} onClick={() => retry?.now()}>
            Try now
          </Button>
        </div>
      </div>
    </section>
  );
};
