import { Alert, Button, useComputedColorScheme } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore as useSource } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { mostLogLines } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { TabTools } from '../../frame/tab-tools';
import { useEngine } from '../../store/current';
import { serversOf } from '../../store/selectors';
import { useStore } from '../../store/store';
import { ageStepMs, useNow } from '../../text/use-now';
import { askForTerm, useAskedTerm } from './asked-term';
import { logColours } from './log-colours';
import { logSumsOf } from './log-counts';
import type { LogPosition } from './log-pane';
import { createLogSource, deeper, depths, readLog } from './log-source';
import type { LogHandle } from './log-terminal';
import { type LevelFilter, LogTools, levelsOf } from './log-tools';
import classes from './log-view.module.css';
import { emptyText, followingText } from './quiet-text';

const LogTerminal = lazy(async () => ({ default: (await import('./log-terminal')).LogTerminal }));

interface Props {
  readonly projectId: string;
  /** A server's name; null: all of the project. */
  readonly server: string | null;
  /** Where search, levels, copy and follow are. */
  readonly tools?: 'tabs' | 'inside';
  /** Between the tools and the lines. */
  readonly children?: ReactNode;
}

const noMatch = { place: 0, count: 0 };

/** What a server says, or all of a project: follows, is searched, filtered and copied. */
export const LogView = ({ projectId, server, tools = 'inside', children }: Props) => {
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const isLinked = client !== null;
  const names =
    useEngine((state) =>
      server === null
        ? serversOf(state, projectId)
            .map(({ name }) => name)
            .sort()
        : [server],
    ) ?? [];
  const sums = useEngine((state) => logSumsOf(state, projectId, server));
  const lastAt = sums?.lastAt ?? null;
  const nowMs = useNow(ageStepMs);
  const scheme = useComputedColorScheme('light');
  const nameKey = names.join(' ');
  const look = useMemo(
    () => ({ colours: logColours[scheme], servers: nameKey === '' ? [] : nameKey.split(' ') }),
    [scheme, nameKey],
  );

  const [level, setLevel] = useState<LevelFilter>('all');
  const [depth, setDepth] = useState<number>(depths[0]);
  const [term, setTerm] = useState('');
  const [found, setFound] = useState(noMatch);
  /** How many lines had come when following stopped; null: follows. */
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const handle = useRef<LogHandle>(null);

  // A source for each log that is looked at: its lines stay while the connection comes again and older ones are fetched.
  const source = useMemo(() => createLogSource(), []);
  const { isKnown, isEmpty, added, error } = useSource(
    source,
    useShallow((log) => ({
      isKnown: log.lines !== null,
      isEmpty: log.lines?.length === 0,
      added: log.added,
      error: log.error,
    })),
  );

  useEffect(() => {
    if (client === null) return;
    const leaving = new AbortController();
    void readLog(client, { projectId, server, levels: levelsOf(level), depth }, source, leaving.signal);
    return () => leaving.abort();
  }, [client, projectId, server, level, depth, source]);

  const onMove = useCallback(
    ({ isFollowing, isAtTop, rowsBelow }: LogPosition) => {
      const log = source.getState();
      setHeldAt((held) => (isFollowing ? null : (held ?? log.added)));
      if (isAtTop && rowsBelow > 0 && log.hasOlder)
        setDepth((now) => (now === log.depth ? deeper(now) : now));
    },
    [source],
  );

  const isFollowing = heldAt === null;
  const follow = (): void => {
    if (isFollowing) handle.current?.hold();
    else handle.current?.follow();
  };
  useCommand('follow-log', follow);

  const asked = useAskedTerm((given) => given.term);
  useEffect(() => {
    if (asked === null) return;
    askForTerm(null);
    setTerm(asked);
    setDepth(mostLogLines);
  }, [asked]);

  const find = (next: string, direction: 'next' | 'previous' | 'incremental'): void => {
    setTerm(next);
    // All that the engine keeps is searched.
    if (next !== '') setDepth(mostLogLines);
    if (next === '') handle.current?.endFind();
    else handle.current?.find(next, direction);
  };

  const newLines = heldAt === null ? 0 : Math.max(0, added - heldAt);
  const bar = (
    <LogTools
      source={source}
      sums={sums}
      level={level}
      onLevel={(next) => {
        setLevel(next);
        setDepth(depths[0]);
      }}
      term={term}
      found={found}
      onFind={find}
      isFollowing={isFollowing}
      onFollow={follow}
      selection={() => handle.current?.selection() ?? ''}
    />
  );
  return (
    <section className={classes.view} aria-label={server === null ? 'Logs' : `Log of ${server}`}>
      {tools === 'tabs' ? <TabTools>{bar}</TabTools> : <div className={classes.inside}>{bar}</div>}
      {children}
      <div className={classes.lines}>
        {error !== null && isLinked && (
          <Alert color="red" title={error.message} className={classes.error}>
            {error.hint}
          </Alert>
        )}
        <Suspense fallback={null}>
          <LogTerminal
            ref={handle}
            label={server === null ? 'Lines of all servers' : `Lines of ${server}`}
            source={source}
            look={look}
            term={term}
            onMove={onMove}
            onFound={setFound}
          />
        </Suspense>
        {isKnown && isEmpty && error === null && (
          <p className={classes.quiet}>{emptyText(level, lastAt, nowMs)}</p>
        )}
        {isKnown && !isEmpty && (
          <Button
            size="xs"
            className={classes.follow}
            leftSection={<IconArrowDown size={14} stroke={1.5} />}
            onClick={() => handle.current?.follow()}
          >
            {isFollowing
              ? followingText(lastAt, nowMs)
              : newLines === 0
                ? 'Follow'
                : `${newLines} new ${newLines === 1 ? 'line' : 'lines'}`}
          </Button>
        )}
      </div>
    </section>
  );
};
