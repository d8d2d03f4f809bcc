import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { type LogLine, mostLogLines } from '../../../app/contract';
import { styleSpansByProperties, withStyleNonce } from '../../shell/styles-of-others';
import { indentIn, withHangingIndent } from './hanging-indent';
import { type LogColours, ownColours } from './log-colours';
import { type Found, openLogSearch } from './log-search';
import { headWidthOf, logText } from './log-text';
import { extendedColours } from './palette';
import { selectedText } from './selected-text';

/** How lines look: colours, and the servers in the order of theirs. */
export interface LogLook {
  readonly colours: LogColours;
  readonly servers: readonly string[];
}

/** Where a person is in the log, in rows of the terminal. */
export interface LogPosition {
  /** New lines come into sight. */
  readonly isFollowing: boolean;
  readonly isAtTop: boolean;
  /** Rows between the last one in sight and the end. */
  readonly rowsBelow: number;
}

/** Of a terminal, in characters. */
export interface PaneSize {
  readonly cols: number;
  readonly rows: number;
}

/** One terminal with the lines of a log: made anew for other lines, other colours and another width. */
export interface LogPane {
  /**
   * Puts the terminal into an element that has a size, empty and shown. Lines that are here before are not drawn as they come, which
   * takes half of the time.
   */
  open(container: HTMLElement): void;
  /** What there is room for now; null: it cannot be told. */
  size(): PaneSize | null;
  /** Resolves when the lines are on the screen. */
  append(lines: readonly LogLine[]): Promise<void>;
  position(): LogPosition;
  /** Shows the row that has so many below it; 0: the end, which is followed then. */
  showRowsBelow(rows: number): void;
  /** Stays where it is though new lines come, however few there are. */
  hold(): void;
  scrollBy(rows: number): void;
  scrollByPages(pages: number): void;
  scrollToTop(): void;
  find(term: string, direction: 'next' | 'previous' | 'incremental'): void;
  endFind(): void;
  selection(): string;
  /** Rows in sight, as text. */
  visibleText(): string;
  /** Fits the height; whether the width is another one, so that the pane is to be made anew. */
  fitHeight(): boolean;
  dispose(): void;
}

export interface PaneEvents {
  onMove(): void;
  onFound(found: Found): void;
}

const fontFamily = "'JetBrains Mono Variable', ui-monospace, monospace";
const fontSize = 12;
/** With 12 px a row is 20 px (ui.md, "Frame and sizes"). */
const lineHeight = 1.25;
/** Lines that are given to the terminal at once. */
const chunkLines = 1_000;

/** The first sixteen colours in the order of their numbers (ECMA-48, SGR 30 to 37 and 90 to 97). */
const ansiNames = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies readonly (keyof ITheme)[];

const themeOf = (colours: LogColours): ITheme => ({
  foreground: colours.text,
  background: colours.ground,
  cursor: colours.ground,
  selectionBackground: colours.selection,
  scrollbarSliderBackground: `${colours.faint}55`,
  scrollbarSliderHoverBackground: `${colours.faint}88`,
  scrollbarSliderActiveBackground: `${colours.faint}aa`,
  ...Object.fromEntries(ansiNames.map((name, number) => [name, colours.ansi[number]])),
  extendedAnsi: extendedColours(colours.ground, colours.text, ownColours(colours)),
});

// Selections and matches are drawn so.
styleSpansByProperties();

/** The font of the log must be there before the terminal measures it. */
export const loadLogFont = async (): Promise<void> => {
  await document.fonts.load(`${fontSize}px ${fontFamily}`);
};

/** Makes a terminal, which is to be opened. @param size that it will have in its place; null: it is measured there, before any line comes */
export const makeLogPane = (
  { colours, servers }: LogLook,
  events: PaneEvents,
  size: PaneSize | null,
): LogPane => {
  const terminal = new Terminal({
    ...size,
    allowProposedApi: true,
    disableStdin: true,
    convertEol: true,
    cursorInactiveStyle: 'none',
    scrollback: mostLogLines,
    scrollOnUserInput: false,
    drawBoldTextInBrightColors: false,
    fontFamily,
    fontSize,
    lineHeight,
    fontWeight: 400,
    fontWeightBold: 600,
    theme: themeOf(colours),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.write('\x1b[?25l');
  const { active } = terminal.buffer;
  const indent = (): number => indentIn(terminal.cols, headWidthOf(servers));
  const search = openLogSearch(terminal, colours, indent, events.onFound, (at) => {
    if (at === null) {
      terminal.clearSelection();
      return;
    }
    terminal.select(at.column, at.row, at.length);
    const above = at.row - active.viewportY;
    if (above < 0 || above >= terminal.rows) terminal.scrollLines(above - Math.floor(terminal.rows / 2));
  });
  let last: LogLine | null = null;
  /** The first row in sight where somebody holds the log at its end; null: nobody does. */
  let heldRow: number | null = null;
  const isAtEnd = (): boolean => active.viewportY >= active.baseY;

  const moved = (): void => {
    // Away from its end it stays where it is by itself.
    if (!isAtEnd()) heldRow = null;
    events.onMove();
  };

  const write = (lines: readonly LogLine[]): Promise<void> => {
    const text = lines.map((line) => {
      const shown = withHangingIndent(logText(line, last, servers), terminal.cols, indent());
      // Between lines, not after them: the last row is a line, too.
      const start = last === null ? '' : '\n';
      last = line;
      return start + shown;
    });
    return new Promise((resolve) =>
      terminal.write(text.join(''), () => {
        if (heldRow !== null && active.viewportY > heldRow) terminal.scrollToLine(heldRow);
        search.goOn();
        resolve();
      }),
    );
  };

  let written = Promise.resolve();

  const proposed = (): PaneSize | null => {
    const size = fit.proposeDimensions();
    return size === undefined || Number.isNaN(size.rows) ? null : size;
  };

  return {
    open: (container) => {
      withStyleNonce(() => terminal.open(container));
      // Keys are those of the page: the terminal takes none.
      terminal.attachCustomKeyEventHandler(() => false);
      terminal.textarea?.setAttribute('tabindex', '-1');
      fit.fit();
      terminal.onScroll(moved);
      terminal.onWriteParsed(moved);
    },
    size: proposed,
    append: (lines) => {
      for (let at = 0; at < lines.length; at += chunkLines)
        written = written.then(() => write(lines.slice(at, at + chunkLines)));
      return written;
    },
    position: () => {
      const { viewportY, baseY } = active;
      return {
        isFollowing: isAtEnd() && heldRow === null,
        isAtTop: viewportY === 0,
        rowsBelow: baseY - viewportY,
      };
    },
    showRowsBelow: (rows) => {
      heldRow = null;
      if (rows === 0) terminal.scrollToBottom();
      else terminal.scrollToLine(Math.max(0, active.baseY - rows));
      moved();
    },
    hold: () => {
      heldRow = active.viewportY;
      moved();
    },
    scrollBy: (rows) => terminal.scrollLines(rows),
    scrollByPages: (pages) => terminal.scrollPages(pages),
    scrollToTop: () => terminal.scrollToTop(),
    find: search.find,
    endFind: search.end,
    selection: () => selectedText(terminal, indent()),
    visibleText: () =>
      Array.from(
        { length: terminal.rows },
        (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
      ).join('\n'),
    fitHeight: () => {
      const size = proposed();
      if (size === null) return false;
      if (size.rows !== terminal.rows) terminal.resize(terminal.cols, size.rows);
      return size.cols !== terminal.cols;
    },
    dispose: () => terminal.dispose(),
  };
};
