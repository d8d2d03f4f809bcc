import { Button } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { KeyHint } from '../../frame/key-hint';
import { askForDumps } from './choose-dump';
import classes from './import.module.css';
import { WaitingDumps } from './waiting-dumps';

/** The empty state: nothing is looked into. */
export const NoDump = ({ projectId }: { readonly projectId: string | null }) => (
  <section className={classes.empty} aria-label="Import">
    <div className={classes.dropCard}>
      <IconFileSearch size={32} stroke={1.5} className={classes.dropIcon} />
      <h2 className={classes.dropTitle}>Drop a dump to look into it</h2>
      <p>
        You see its sites and problems first.
        <br />
        Nothing is restored until you import.
      </p>
      <Button
        variant="filled"
        rightSection={<KeyHint command="import-dump" />}
        onClick={() => askForDumps(projectId)}
      >
        Choose a dump
      </Button>
    </div>
    <WaitingDumps projectId={projectId} />
  </section>
);
