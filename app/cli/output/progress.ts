import { SingleBar } from 'cli-progress';
import type { Job } from '../../contract';
import type { Terminal } from '../terminal';
import { cleanText } from './clean-text';
import { formatBytes } from './quantities';

/** Shows how far a job is, on stderr. */
export interface Progress {
  readonly show: (job: Job) => void;
  /** A remark that leaves the bar below it whole. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

const detailOf = (job: Job): string => {
  const bytes =
    job.bytesDone === null
      ? ''
      : job.bytesTotal === null
        ? formatBytes(job.bytesDone)
        : `${formatBytes(job.bytesDone)} of ${formatBytes(job.bytesTotal)}`;
  return [bytes, cleanText(job.detail ?? '')].filter((part) => part !== '').join('  ');
};

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

const phaseWidth = 22;
const barWidth = 28;
const lineDetailWidth = 80;
/** Phase, bar, percentage and the blanks between. */
const fixedWidth = phaseWidth + barWidth + 10;

const barProgress = (terminal: Terminal): Progress => {
  const bar = new SingleBar({
    stream: terminal.stderr as NodeJS.WritableStream,
    format: '{phase} {bar} {percentage} %  {detail}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: barWidth,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: false,
    fps: 20,
  });
  let isStarted = false;
  const payload = (job: Job) => ({
    phase: cut(cleanText(job.phase), phaseWidth).padEnd(phaseWidth),
    detail: cut(detailOf(job), Math.max(0, terminal.columns - fixedWidth)),
  });
  return {
    show: (job) => {
      const done = Math.floor(job.fraction * 100);
      if (isStarted) bar.update(done, payload(job));
      else bar.start(100, done, payload(job));
      isStarted = true;
    },
    say: (text) => {
      if (isStarted) bar.stop();
      isStarted = false;
      terminal.stderr.write(`${text}\n`);
    },
    end: () => {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
};

/** A line for each phase, and for each further quarter of a long one: readable in the log of a build machine. */
const lineProgress = (terminal: Terminal): Progress => {
  let last = '';
  return {
    show: (job) => {
      if (job.state !== 'running') return;
      const mark = `${job.phase} ${Math.floor(job.fraction * 4)}`;
      if (mark === last) return;
      last = mark;
      const detail = cut(detailOf(job), lineDetailWidth);
      const percentage = `${Math.floor(job.fraction * 100)} %`.padStart(5);
      terminal.stderr.write(`${percentage}  ${cleanText(job.phase)}${detail === '' ? '' : `  ${detail}`}\n`);
    },
    say: (text) => void terminal.stderr.write(`${text}\n`),
    end: () => {
      last = '';
    },
  };
};

export const progressFor = (terminal: Terminal): Progress =>
  terminal.isInteractive ? barProgress(terminal) : lineProgress(terminal);
