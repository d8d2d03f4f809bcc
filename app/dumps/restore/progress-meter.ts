import type { TablesProgress } from '../../contract';
import { TableMeter } from './table-meter';

/** Phases of a restore, in their order. */
export const restorePhases = ['pre-data', 'data', 'indexes', 'foreign-keys', 'post-data', 'verify'] as const;
export type RestorePhase = (typeof restorePhases)[number];

export interface RestoreProgress {
  readonly phase: RestorePhase;
  /** 0 to 1 over the whole restore, never going backwards. */
  readonly fraction: number;
  /** Bytes of the dump's file. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** The table or index at work; null between them. */
  readonly detail: string | null;
  /** Null before rows are loaded. */
  readonly tables: TablesProgress | null;
}

/** Where each phase ends: data about 40 %, indexes 50 % of the time (measured on 1.44 GB). */
const phaseEnds: Readonly<Record<RestorePhase, number>> = {
  'pre-data': 0.02,
  data: 0.42,
  indexes: 0.92,
  'foreign-keys': 0.96,
  'post-data': 0.99,
  verify: 1,
};
/** Progress is shown at most four times a second. */
const shortestIntervalMs = 250;

interface MeterOptions {
  readonly bytesTotal: number;
  /** Bytes of the file read so far. */
  readonly bytesRead: () => number;
  readonly onProgress: (progress: RestoreProgress) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Turns what the restore is doing into at most four messages a second, and one at each phase. */
export class ProgressMeter {
  readonly tables: TableMeter;
  /** How long each phase took. */
  readonly durations: { phase: RestorePhase; durationMs: number }[] = [];
  private readonly options: MeterOptions;
  private phase: RestorePhase = 'pre-data';
  private phaseBegan: number;
  private fraction = 0;
  private detail: string | null = null;
  private lastSent = Number.NEGATIVE_INFINITY;

  constructor(options: MeterOptions) {
    this.options = options;
    this.phaseBegan = options.now();
    this.tables = new TableMeter(options.now);
  }

  /** Enters a phase; entering an earlier one again, as hand-edited files demand, moves nothing back. */
  enter(phase: RestorePhase): void {
    if (phase === this.phase) return;
    this.closePhase();
    this.phase = phase;
    this.phaseBegan = this.options.now();
    this.detail = null;
    // However short a phase is, it is told.
    this.lastSent = Number.NEGATIVE_INFINITY;
    this.advance(0, null);
  }

  /** @param share how much of the phase is done, 0 to 1 */
  advance(share: number, detail: string | null = this.detail): void {
    const index = restorePhases.indexOf(this.phase);
    const before = restorePhases[index - 1];
    const start = before === undefined ? 0 : phaseEnds[before];
    const reached = start + (phaseEnds[this.phase] - start) * Math.min(1, Math.max(0, share));
    this.fraction = Math.max(this.fraction, reached);
    this.detail = detail;
    if (this.options.now() - this.lastSent >= shortestIntervalMs) this.send();
  }

  bytesRead(): number {
    return this.options.bytesRead();
  }

  /** How much of the file was read, 0 to 1. */
  shareOfFile(): number {
    const { bytesTotal } = this.options;
    return bytesTotal === 0 ? 0 : this.bytesRead() / bytesTotal;
  }

  /** Says that all is done, at once. */
  finish(): void {
    this.closePhase();
    this.fraction = 1;
    this.detail = null;
    this.send();
  }

  private closePhase(): void {
    const durationMs = this.options.now() - this.phaseBegan;
    const known = this.durations.find(({ phase }) => phase === this.phase);
    if (known === undefined) this.durations.push({ phase: this.phase, durationMs });
    else known.durationMs += durationMs;
  }

  private send(): void {
    this.lastSent = this.options.now();
    const { bytesTotal, bytesRead } = this.options;
    this.options.onProgress({
      phase: this.phase,
      fraction: this.fraction,
      bytesDone: Math.min(bytesRead(), bytesTotal),
      bytesTotal,
      detail: this.detail,
      tables: this.tables.progress(),
    });
  }
}
