import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { shell } from '../shell/surroundings';
import { type Retry, useStore } from '../store/store';
import { useNow } from '../text/use-now';
import classes from './banner.module.css';

const countMs = 250;

const RetryIn = ({ retry }: { readonly retry: Retry }) => {
  const seconds = Math.max(1, Math.ceil((retry.atMs - useNow(countMs)) / 1_000));
  return `trying again in ${seconds} s`;
};

/** What is said of a host that somebody stopped: it does not come back by itself. */
const stoppedText =
  shell === null
    ? 'Its sites do not answer now, and what is typed here stays. “manysite start” in a terminal starts it again.'
    : 'Somebody did, with “manysite quit” for example. Its sites do not answer now, and what is typed here stays.';

const awayText = (isKnown: boolean): string =>
  isKnown
    ? 'What you see is what it said last. Sites that its servers answer may not answer now.'
    : 'Nothing was heard of it yet.';

/** Says that what is shown is what was known last, and when the host is tried again or how it is started again. */
export const LinkBanner = () => {
  const link = useStore((store) => store.link);
  const retry = useStore((store) => store.retry);
  const isKnown = useStore((store) => store.state !== null);
  if (link === 'open' || (link === 'connecting' && !isKnown)) return null;
  const isStopped = link === 'stopped';
  const tryNow = (): void => {
    // Where the desktop app does not start it by itself.
    shell?.startHost();
    retry?.now();
  };
  return (
    <section className={classes.place} aria-label="Connection">
      <div className={classes.banner} data-severity="warning">
        <IconPlugConnectedX size={20} stroke={1.5} aria-hidden="true" className={classes.icon} />
        <div className={classes.text} role="status">
          <strong>
            {isStopped ? (
              'Manysite was stopped'
            ) : (
              <>Host not answering, {retry === null ? 'trying again now' : <RetryIn retry={retry} />}</>
            )}
          </strong>
          <span>{isStopped ? stoppedText : awayText(isKnown)}</span>
        </div>
        <div className={classes.end}>
          <Button size="sm" disabled={retry === null} onClick={tryNow}>
            {isStopped && shell !== null ? 'Start it again' : 'Try now'}
          </Button>
        </div>
      </div>
    </section>
  );
};
