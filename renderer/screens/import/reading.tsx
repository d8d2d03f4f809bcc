import { Button, Progress } from '@mantine/core';
import { formatBytes } from '../../text/format';
import classes from './import.module.css';
import type { Look } from './look';
import { putAway } from './look-into';
import { ScreenHead } from './screen-head';

/** A dump that comes, or is read. */
export const Reading = ({ look }: { readonly look: Extract<Look, { state: 'sending' | 'reading' }> }) => {
  const isSending = look.state === 'sending';
  const percent = isSending ? Math.floor((look.sentBytes / Math.max(1, look.totalBytes)) * 100) : null;
  const note = isSending
    ? `Sending it to the host, ${formatBytes(look.sentBytes)} of ${formatBytes(look.totalBytes)}. Nothing is restored yet.`
    : 'Reading it. Nothing is restored yet.';
  return (
    <section className={classes.screen} aria-label={`Dump ${look.name}`} aria-busy="true">
      <ScreenHead title={look.name} note={note} back="Put the dump away" onBack={putAway}>
        <Button onClick={putAway}>Cancel</Button>
      </ScreenHead>
      {percent === null ? (
        <div className={classes.facts} aria-hidden="true">
          {['Made', 'Format', 'Content', 'Needs on disk', 'Sites'].map((label) => (
            <div key={label} className={classes.fact}>
              <dt>{label}</dt>
              <dd className={classes.skeleton} />
            </div>
          ))}
        </div>
      ) : (
        <div className={classes.sending}>
          <strong className={classes.figure}>{percent} %</strong>
          <Progress value={percent} size={8} aria-label={`Sending ${look.name}`} />
        </div>
      )}
    </section>
  );
};
