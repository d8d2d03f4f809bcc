import { Button } from '@mantine/core';
import { showDumps } from './choose-dump';
import { nameOfSource } from './dump-source';
import classes from './import.module.css';
import { useLook } from './look';

/** The dumps that were dropped together with one that was looked into. */
export const WaitingDumps = ({ projectId }: { readonly projectId: string | null }) => {
  const waiting = useLook((store) => store.waiting);
  const [next] = waiting;
  if (next === undefined) return null;
  const others = waiting.length - 1;
  return (
    <p className={classes.waiting}>
      <span>
        Dropped with it: <span className="mono">{nameOfSource(next)}</span>
        {others > 0 && ` and ${others} more`}
      </span>
      <Button size="xs" onClick={() => showDumps(waiting, projectId)}>
        Look into {nameOfSource(next)}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => useLook.setState({ waiting: [] })}>
        Forget
      </Button>
    </p>
  );
};
