import { Button } from '@mantine/core';
import { Mark } from '../../marks/mark';
import { askForDumps } from './choose-dump';
import classes from './import.module.css';
import type { Look } from './look';
import { putAway } from './look-into';
import { ScreenHead } from './screen-head';
import { WaitingDumps } from './waiting-dumps';

interface Props {
  readonly look: Extract<Look, { state: 'failed' }>;
  readonly projectId: string | null;
}

/** What was dropped cannot be imported: why, in the engine's words, and what to do instead. */
export const ReadFailed = ({ look, projectId }: Props) => (
  <section className={classes.screen} aria-label={`Dump ${look.name}`}>
    <ScreenHead title={look.name} note="Nothing was restored." back="Put the dump away" onBack={putAway} />
    <div className={classes.failed}>
      <div role="alert">
        <h3 className={classes.failedTitle}>
          <Mark kind="failed" /> {look.error.message}
        </h3>
        {look.error.hint !== null && <p>{look.error.hint}</p>}
      </div>
      <div className={classes.ways}>
        <Button variant="filled" onClick={() => askForDumps(projectId)}>
          Choose another dump
        </Button>
      </div>
      <WaitingDumps projectId={projectId} />
    </div>
  </section>
);
