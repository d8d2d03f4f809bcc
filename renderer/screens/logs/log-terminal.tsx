import { Box } from '@mantine/core';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { type LogLook, type LogPane, type LogPosition, loadLogFont, makeLogPane } from './log-pane';
import type { Found } from './log-search';
import type { LogSource } from './log-source';
import classes from './log-view.module.css';

/** What the tools around a log do with it. */
export interface LogHandle {
  follow(): void;
  /** Stays where it is though new lines come. */
  hold(): void;
  find(term: string, direction: 'next' | 'previous' | 'incremental'): void;
  endFind(): void;
  selection(): string;
}

interface Props {
  readonly ref: Ref<LogHandle>;
  readonly label: string;
  readonly source: LogSource;
  readonly look: LogLook;
  /** What is searched; blank for nothing. */
  readonly term: string;
  readonly onMove: (position: LogPosition) => void;
  readonly onFound: (found: Found) => void;
}

/** A change of width or colours waits for the next one this long, in ms. */
const settleMs = 120;

/** What is typed is searched for once typing rests this long, in ms: all lines are looked through each time. */
const typeMs = 150;

/** Rows in sight are told to screen readers this long after the last change, in ms. */
const readMs = 400;

const keyMoves: Readonly<Record<string, (pane: LogPane) => void>> = {
  ArrowUp: (pane) => pane.scrollBy(-1),
  ArrowDown: (pane) => pane.scrollBy(1),
  PageUp: (pane) => pane.scrollByPages(-1),
  PageDown: (pane) => pane.scrollByPages(1),
  Home: (pane) => pane.scrollToTop(),
  End: (pane) => pane.showRowsBelow(0),
};

/** The lines of a source in a terminal. Other lines, colours or another width are drawn out of sight, then take its place at once. */
export const LogTerminal = ({ ref, label, source, look, term, onMove, onFound }: Props) => {
  const stage = useRef<HTMLDivElement>(null);
  const read = useRef<HTMLPreElement>(null);
  const shown = useRef<LogPane | null>(null);
  const latest = useRef({ term, onMove, onFound });
  latest.current = { term, onMove, onFound };

  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useImperativeHandle(ref, () => ({
    follow: () => shown.current?.showRowsBelow(0),
    hold: () => shown.current?.hold(),
    find: (term, direction) => {
      clearTimeout(typing.current);
      if (direction === 'incremental')
        typing.current = setTimeout(() => shown.current?.find(term, direction), typeMs);
      else shown.current?.find(term, direction);
    },
    endFind: () => {
      clearTimeout(typing.current);
      shown.current?.endFind();
    },
    selection: () => shown.current?.selection() ?? '',
  }));

  useEffect(() => {
    const place = stage.current;
    if (place === null) return;
    let draft: { readonly pane: LogPane; readonly element: HTMLElement } | null = null;
    let shownElement: HTMLElement | null = null;
    let width = place.clientWidth;
    let redraw: ReturnType<typeof setTimeout> | undefined;
    let reading: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    const moved = (pane: LogPane): void => {
      if (pane !== shown.current) return;
      latest.current.onMove(pane.position());
      reading ??= setTimeout(() => {
        reading = undefined;
        if (read.current !== null) read.current.textContent = shown.current?.visibleText() ?? '';
      }, readMs);
    };

    const dropDraft = (): void => {
      draft?.pane.dispose();
      draft?.element.remove();
      draft = null;
    };

    const draw = async (): Promise<void> => {
      await loadLogFont();
      const { lines } = source.getState();
      if (isOver || lines === null) return;
      dropDraft();
      const element = document.createElement('div');
      element.className = classes.pane ?? '';
      const old = shown.current;
      const size = old?.size() ?? null;
      const pane: LogPane = makeLogPane(
        look,
        {
          onMove: () => moved(pane),
          onFound: (found) => {
            if (pane === shown.current) latest.current.onFound(found);
          },
        },
        size,
      );
      const open = (): void => {
        place.append(element);
        pane.open(element);
      };
      draft = { pane, element };
      if (size === null) open();
      await pane.append(lines);
      if (draft?.pane !== pane) return;
      draft = null;
      if (size !== null) open();
      const before = old?.position() ?? null;
      if (before !== null && !before.isFollowing) {
        if (before.rowsBelow === 0) pane.hold();
        else pane.showRowsBelow(before.rowsBelow);
      }
      shown.current = pane;
      old?.dispose();
      shownElement?.remove();
      shownElement = element;
      if (latest.current.term !== '') pane.find(latest.current.term, 'incremental');
      moved(pane);
    };

    void draw();
    const unfollow = source.subscribe((now, before) => {
      if (now.edition !== before.edition) void draw();
      else if (now.lines !== before.lines && now.lines !== null) {
        const added = now.lines.slice(now.lines.length - (now.added - before.added));
        void shown.current?.append(added);
        void draft?.pane.append(added);
      }
    });
    const sizes = new ResizeObserver(() => {
      if (shown.current?.fitHeight() !== true && place.clientWidth === width) return;
      width = place.clientWidth;
      clearTimeout(redraw);
      redraw = setTimeout(() => void draw(), settleMs);
    });
    sizes.observe(place);
    return () => {
      isOver = true;
      clearTimeout(redraw);
      clearTimeout(reading);
      clearTimeout(typing.current);
      sizes.disconnect();
      unfollow();
      dropDraft();
      shown.current?.dispose();
      shown.current = null;
      shownElement?.remove();
    };
  }, [source, look]);

  return (
    <Box
      role="log"
      aria-label={label}
      aria-live="off"
      tabIndex={0}
      className={classes.terminal}
      onCopyCapture={(event) => {
        const selected = shown.current?.selection() ?? '';
        if (selected === '') return;
        event.clipboardData.setData('text/plain', selected);
        event.preventDefault();
        event.stopPropagation();
      }}
      onKeyDown={(event) => {
        const move = keyMoves[event.key];
        if (move === undefined || shown.current === null || event.ctrlKey || event.metaKey || event.altKey)
          return;
        move(shown.current);
        event.preventDefault();
      }}
    >
      <pre ref={read} className={classes.read} />
      <div ref={stage} className={classes.stage} />
    </Box>
  );
};
