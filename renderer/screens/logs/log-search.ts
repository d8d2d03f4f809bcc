import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';
import { indentOf } from './hanging-indent';

/** Colours of what is found. */
export interface MatchColours {
  readonly match: string;
  readonly activeMatch: string;
}

export interface Found {
  /** From 1; 0 where there are more than are counted. */
  readonly place: number;
  readonly count: number;
}

/** Searches the lines of one terminal, a few thousand at a time, so that nothing else waits. */
export interface LogSearch {
  find(term: string, direction: 'next' | 'previous' | 'incremental'): void;
  end(): void;
  /** More lines are there than before. */
  goOn(): void;
}

/** Matches that are highlighted and counted. */
const mostMatches = 1_000;
/** Between two looks at what else the page has to do, in ms. */
const sliceMs = 8;

interface Match {
  readonly marker: IMarker;
  readonly column: number;
  readonly length: number;
  readonly decorations: readonly (IDecoration | undefined)[];
}

/** Where a text holds a term, whatever its case. @param term in lower case, not empty */
export const placesIn = (text: string, term: string): readonly number[] => {
  const places: number[] = [];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(term); at !== -1; at = lower.indexOf(term, at + term.length)) places.push(at);
  return places;
};

/** Where something was found: a row of the terminal, and cells from there on, with the indent of the next row where it goes on there. */
export interface FoundAt {
  readonly row: number;
  readonly column: number;
  readonly length: number;
}

/**
 * @param indent of the rows that a line goes on in, in cells; it is no text, and another one once the terminal has another width
 * @param onFound told whenever the place or the count is another one
 * @param onShow told what is to be shown; null: nothing any more
 */
export const openLogSearch = (
  terminal: Terminal,
  colours: MatchColours,
  indent: () => number,
  onFound: (found: Found) => void,
  onShow: (at: FoundAt | null) => void,
): LogSearch => {
  const { active: buffer } = terminal.buffer;
  let term = '';
  let matches: Match[] = [];
  let current: Match | null = null;
  let currentMark: readonly (IDecoration | undefined)[] = [];
  /** The last row that was looked at; a marker, as old rows go at the top. */
  let seen: IMarker | undefined;
  let firstRow = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const markAt = (row: number): IMarker => terminal.registerMarker(row - buffer.baseY - buffer.cursorY);

  /** A line that is too long for a row goes on in the next ones. */
  const textAt = (row: number): { readonly text: string; readonly rows: number } => {
    let [text, rows] = ['', 0];
    for (let line = buffer.getLine(row); line !== undefined && (rows === 0 || line.isWrapped); ) {
      rows += 1;
      const next = buffer.getLine(row + rows);
      text += line.translateToString(next?.isWrapped !== true, indentOf(line, indent()));
      line = next;
    }
    return { text, rows };
  };

  /** Signs are not cells: some take two, some share one. */
  const cellOf = (row: number, place: number): { readonly row: number; readonly column: number } => {
    let left = place;
    for (let at = row; ; at += 1) {
      const line = buffer.getLine(at);
      if (line === undefined) return { row, column: 0 };
      for (let column = indentOf(line, indent()); column < line.length; column += 1) {
        const cell = line.getCell(column);
        if (cell === undefined || cell.getWidth() === 0) continue;
        const signs = Math.max(1, cell.getChars().length);
        if (left < signs) return { row: at, column };
        left -= signs;
      }
    }
  };

  /** Where text begins in a row. */
  const textStart = (row: number): number => {
    const line = buffer.getLine(row);
    return line === undefined ? 0 : indentOf(line, indent());
  };

  const highlight = (marker: IMarker, column: number, length: number, color: string) => {
    const first = Math.min(length, terminal.cols - column);
    const parts = [{ marker, x: column, width: first }];
    if (length > first)
      parts.push({
        marker: markAt(marker.line + 1),
        x: textStart(marker.line + 1),
        width: length - first,
      });
    return parts.map((part) =>
      terminal.registerDecoration({
        ...part,
        backgroundColor: color,
        overviewRulerOptions: { color, position: 'center' },
      }),
    );
  };

  const tell = (): void => {
    const isAll = matches.length < mostMatches;
    const place = current === null || !isAll ? 0 : matches.indexOf(current) + 1;
    onFound({ place, count: matches.length });
  };

  const show = (match: Match | null): void => {
    for (const decoration of currentMark) {
      decoration?.dispose();
      // Of a match that goes on in the next row; the first one is the match's own.
      if (decoration?.marker !== current?.marker) decoration?.marker.dispose();
    }
    current = match;
    currentMark = [];
    if (match === null) onShow(null);
    else {
      const { marker, column, length } = match;
      currentMark = highlight(marker, column, length, colours.activeMatch);
      const skipped = column + length > terminal.cols ? textStart(marker.line + 1) : 0;
      onShow({ row: marker.line, column, length: length + skipped });
    }
    tell();
  };

  const drop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const { marker, decorations } of matches) {
      for (const decoration of decorations) decoration?.marker.dispose();
      marker.dispose();
    }
    matches = [];
    seen?.dispose();
    seen = undefined;
  };

  /** @returns how many rows the line takes */
  const look = (row: number): number => {
    const { text, rows } = textAt(row);
    for (const place of placesIn(text, term)) {
      if (matches.length >= mostMatches) break;
      const { row: at, column } = cellOf(row, place);
      const marker = markAt(at);
      matches.push({
        marker,
        column,
        length: term.length,
        decorations: highlight(marker, column, term.length, colours.match),
      });
    }
    return rows;
  };

  const slice = (): void => {
    timer = undefined;
    const end = performance.now() + sliceMs;
    const before = matches.length;
    const last = buffer.baseY + buffer.cursorY;
    let row = Math.max(0, (seen?.line ?? -1) + 1);
    let looked = 0;
    while (row <= last && matches.length < mostMatches) {
      const rows = look(row);
      if (rows === 0) break;
      row += rows;
      looked += 1;
      if (looked % 50 === 0 && performance.now() > end) break;
    }
    seen?.dispose();
    seen = markAt(Math.min(row, last + 1) - 1);
    const isDone = row > last || matches.length >= mostMatches;
    if (!isDone) timer = setTimeout(slice);
    const found = matches.find(({ marker }) => marker.line >= firstRow) ?? (isDone ? matches[0] : undefined);
    if (current === null && found !== undefined) show(found);
    else if (matches.length !== before || isDone) tell();
  };

  const step = (by: 1 | -1): void => {
    matches = matches.filter(({ marker }) => !marker.isDisposed);
    const at = current === null ? -1 : matches.indexOf(current);
    const next =
      at === -1 ? (by === 1 ? 0 : matches.length - 1) : (at + by + matches.length) % matches.length;
    show(matches[next] ?? null);
  };

  return {
    find: (wanted, direction) => {
      const lower = wanted.toLowerCase();
      if (lower === term) {
        if (direction !== 'incremental') step(direction === 'next' ? 1 : -1);
        return;
      }
      // Who types on stays where the last match was, if it is one still.
      firstRow = current?.marker.line ?? 0;
      show(null);
      drop();
      term = lower;
      if (term !== '') slice();
    },
    end: () => {
      show(null);
      drop();
      term = '';
      onFound({ place: 0, count: 0 });
    },
    goOn: () => {
      if (term !== '') timer ??= setTimeout(slice);
    },
  };
};
