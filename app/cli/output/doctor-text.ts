import { type Check, type CheckState, checkGroups, type DoctorReport, type Fix } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatCount, formatDuration } from './quantities';

const marks: Readonly<Record<CheckState, string>> = { ok: '✓', info: 'i', warning: '!', failed: '✗' };

const painted = (state: CheckState, text: string, paint: Paint): string => {
  switch (state) {
    case 'ok':
      return paint.good(text);
    case 'info':
      return paint.dim(text);
    case 'warning':
      return paint.warning(text);
    case 'failed':
      return paint.bad(text);
    default:
      return state satisfies never;
  }
};

/** Words that fit into the width, each line behind the same margin. */
const wrapped = (text: string, columns: number, margin: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of cleanText(text).split(' ')) {
    if (line !== '' && margin.length + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => margin + one).join('\n');
};

/** More lines than that are in `--json`. */
const shownLines = 12;

const fixText = (fix: Fix, columns: number, paint: Paint): string => {
  const suggested = fix.isSuggested ? ` ${paint.good('(suggested)')}` : '';
  const lines = fix.lines ?? [];
  const more = lines.length - shownLines;
  return [
    `      ${paint.bold(cleanText(fix.title))}${suggested}`,
    wrapped(fix.description, columns, '        '),
    ...(fix.command === null ? [] : [`        $ ${cleanText(fix.command)}`]),
    ...lines.slice(0, shownLines).map((line) => `        | ${cleanText(line)}`),
    ...(more > 0
      ? [`        ${paint.dim(`and ${formatCount(more, 'more line', 'more lines')}: --json`)}`]
      : []),
  ].join('\n');
};

const needsAttention = ({ state }: Check): boolean => state === 'warning' || state === 'failed';

const checkText = (check: Check, width: number, columns: number, paint: Paint): string => {
  const margin = ' '.repeat(4 + width + 2);
  const message = wrapped(check.message, columns, margin).trimStart();
  const title = cleanText(check.title).padEnd(width);
  const fixes = needsAttention(check) ? check.fixes : [];
  return [
    `  ${painted(check.state, marks[check.state], paint)} ${title}  ${message}`,
    ...fixes.map((fix) => fixText(fix, columns, paint)),
  ].join('\n');
};

/** `2 things to fix, 14 fine`, or `All fine`. */
const headline = (checks: readonly Check[]): string => {
  const bad = checks.filter(needsAttention).length;
  const fine = checks.length - bad;
  return bad === 0
    ? `All fine, ${formatCount(fine, 'check')}`
    : `${formatCount(bad, 'thing')} to fix, ${fine} fine`;
};

/** The checks by group; what needs attention with its ways out, best first. */
export const renderDoctor = (report: DoctorReport, columns: number, paint: Paint): string => {
  const { checks } = report;
  const width = Math.max(...checks.map(({ title }) => title.length));
  const groups = checkGroups.filter((group) => checks.some((check) => check.group === group));
  return [
    `${paint.bold(headline(checks))} ${paint.dim(`(${formatDuration(report.durationMs)})`)}`,
    ...groups.flatMap((group) => [
      '',
      paint.bold(group),
      ...checks
        .filter((check) => check.group === group)
        .map((check) => checkText(check, width, columns, paint)),
    ]),
  ].join('\n');
};
