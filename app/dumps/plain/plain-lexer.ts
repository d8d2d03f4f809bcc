import { AppError } from '../../contract';
import { CopyScanner } from '../copy-text/copy-scanner';
import { countLines, endOfComment, endOfLine } from './lexical';
import { StatementScanner } from './statement-scanner';

/** A statement with its semicolon, without what precedes it. `line` counts from 1. */
export interface StatementPiece {
  readonly kind: 'statement';
  readonly bytes: Buffer;
  readonly line: number;
  /** See StatementScanner. */
  readonly groupCount: number;
  readonly lastGroupEnd: number;
  readonly lastGroupWordAt: number;
}

/** A line that psql would take as a command of its own. */
export interface CommandPiece {
  readonly kind: 'command';
  readonly text: string;
  readonly line: number;
  readonly isInsideStatement: boolean;
}

export type Piece = StatementPiece | CommandPiece | { readonly kind: 'end' };

const newline = 10;
const semicolon = 59;
const backslash = 92;
const minus = 45;
const slash = 47;
const star = 42;
const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

const header = '-- PostgreSQL database dump';
const trailer = '-- PostgreSQL database dump complete';

const truncated = (message: string, line: number): AppError =>
  new AppError('dump-truncated', message, {
    hint: 'Copy or make the dump again: it is not whole.',
    data: { line },
  });

/** Cuts plain SQL into statements, psql's commands and the rows of COPY, whatever chunks it comes in. */
export class PlainLexer {
  readonly scanner = new StatementScanner();
  readonly #chunks: AsyncIterator<Buffer>;
  #window: Buffer = Buffer.alloc(0);
  /** Where the statement at hand, or what precedes it, begins in the window. */
  #at = 0;
  #line = 1;
  #isLast = false;
  #isInStatement = false;
  #hasHeader = false;
  #hasTrailer = false;
  #copy: CopyScanner | null = null;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The line that was reached, from 1. */
  get line(): number {
    return this.#line + (this.#copy?.lineCount ?? 0);
  }

  /** Whether pg_dump's last line was seen. A text without pg_dump's first line does not promise one. */
  get isComplete(): boolean {
    return this.#hasTrailer || !this.#hasHeader;
  }

  /** The next piece if the bytes at hand hold it whole; null: call `next`. */
  tryNext(): Piece | null {
    if (!this.#isInStatement) {
      const found = this.#passLeading();
      if (found !== 'statement') return found;
      this.#isInStatement = true;
      this.scanner.reset();
    }
    return this.#scan();
  }

  /** @throws AppError `dump-truncated` when the text ends inside a statement */
  async next(): Promise<Piece> {
    for (;;) {
      const piece = this.tryNext();
      if (piece !== null) return piece;
      if (this.#isLast) throw truncated(this.#cutMessage(), this.#line);
      await this.#fill();
    }
  }

  /** To be called behind a COPY ... FROM stdin: what follows its line are rows. */
  async beginCopy(): Promise<CopyScanner> {
    let end = this.#window.indexOf(newline, this.#at);
    while (end < 0 && !this.#isLast) {
      await this.#fill();
      end = this.#window.indexOf(newline, this.#at);
    }
    this.#at = end < 0 ? this.#window.length : end + 1;
    this.#line += 1;
    this.#copy = new CopyScanner();
    return this.#copy;
  }

  /**
   * The next rows of the COPY that was begun, without its end mark; null behind them.
   *
   * @throws AppError `dump-truncated` when the text ends before the end mark
   */
  async nextRows(): Promise<Buffer | null> {
    const copy = this.#copy;
    if (copy === null) return null;
    if (this.#at >= this.#window.length && !this.#isLast) await this.#fill();
    const bytes = this.#window.subarray(this.#at);
    const rows = copy.take(bytes);
    this.#window = copy.rest;
    this.#at = 0;
    if (!copy.isEnded && this.#isLast) {
      copy.finish();
      if (!copy.isEnded)
        throw truncated(`The dump ends in the middle of rows, at line ${this.line}.`, this.line);
    }
    if (copy.isEnded) {
      this.#line += copy.lineCount;
      this.#copy = null;
    }
    return rows;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.(undefined);
  }

  #scan(): Piece | null {
    const bytes = this.#at === 0 ? this.#window : this.#window.subarray(this.#at);
    const outcome = this.scanner.scan(bytes, this.#isLast);
    if (outcome.kind === 'more') return null;
    if (outcome.kind === 'backslash') return this.#command(this.#at + outcome.at, true);
    const line = this.#line;
    const piece: StatementPiece = {
      kind: 'statement',
      bytes: bytes.subarray(0, outcome.end),
      line,
      groupCount: this.scanner.groupCount,
      lastGroupEnd: this.scanner.lastGroupEnd,
      lastGroupWordAt: this.scanner.lastGroupWordAt,
    };
    this.#isInStatement = false;
    this.#advance(this.#at + outcome.end);
    return piece;
  }

  #advance(to: number): void {
    this.#line += countLines(this.#window, this.#at, to);
    this.#at = to;
  }

  /** Passes white space, comments and empty statements. */
  #passLeading(): Piece | 'statement' | null {
    for (;;) {
      const byte = this.#window[this.#at];
      if (byte === undefined) return this.#isLast ? { kind: 'end' } : null;
      if (byte === newline) this.#line += 1;
      if (isSpace(byte) || byte === semicolon) {
        this.#at += 1;
        continue;
      }
      if (byte === backslash) return this.#command(this.#at, false);
      const end = this.#endOfLeadingComment(byte);
      if (end === 0) return 'statement';
      if (end < 0) return null;
      this.#advance(end);
    }
  }

  /** Behind the comment that begins here; 0 when none does, -1 when it is cut. */
  #endOfLeadingComment(byte: number): number {
    if (byte !== minus && byte !== slash) return 0;
    const second = this.#window[this.#at + 1];
    if (second === undefined) return this.#isLast ? 0 : -1;
    if (byte === slash) return second === star ? endOfComment(this.#window, this.#at) : 0;
    if (second !== minus) return 0;
    const end = endOfLine(this.#window, this.#at, this.#isLast);
    if (end > 0)
      this.#noteComment(this.#window.toString('latin1', this.#at, Math.min(end, this.#at + 80)).trimEnd());
    return end;
  }

  #noteComment(text: string): void {
    if (text === header) this.#hasHeader = true;
    if (text === trailer) this.#hasTrailer = true;
  }

  #command(at: number, isInsideStatement: boolean): Piece | null {
    const end = endOfLine(this.#window, at, this.#isLast);
    if (end < 0) return null;
    const line = this.#line + countLines(this.#window, this.#at, at);
    const text = this.#window.toString('utf8', at, end).trimEnd();
    this.#advance(end);
    return { kind: 'command', text, line, isInsideStatement };
  }

  /** At least as many bytes again as are left over: so that a long statement is copied a few times only. */
  async #fill(): Promise<void> {
    const rest = this.#window.subarray(this.#at);
    const parts = rest.length === 0 ? [] : [rest];
    let addedBytes = 0;
    do {
      const next = await this.#chunks.next();
      if (next.done === true) {
        this.#isLast = true;
        break;
      }
      parts.push(next.value);
      addedBytes += next.value.length;
    } while (addedBytes < Math.max(rest.length, 1));
    const [only] = parts;
    this.#window = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
    this.#at = 0;
  }

  #cutMessage(): string {
    if (!this.#isInStatement)
      return `The dump ends in the middle of a comment that begins at line ${this.#line}.`;
    const start = this.#window.toString('utf8', this.#at, this.#at + 60).split('\n')[0] ?? '';
    return `The dump ends in the middle of the statement that begins at line ${this.#line}: ${start}`;
  }
}
