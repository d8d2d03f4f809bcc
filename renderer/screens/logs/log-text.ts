import type { LogLine } from '../../../app/contract';
import { formatClockSeconds } from '../../text/format';
import { colouredText, hasColours, plainText } from '../../text/terminal-text';
import { nameColourCount } from './log-colours';
import { numberedColours, ownStart } from './palette';

const esc = String.fromCharCode(27);
const reset = `${esc}[0m`;
const toLineEnd = `${esc}[K`;
/** Ends of colours inside a line. */
const resets = new RegExp(`${esc}\\[0?m`, 'g');
/** Colours inside a line, with their parameters. */
const sequence = new RegExp(`${esc}\\[([0-9;:]*)m`, 'g');
const bold = `${esc}[1m`;

/** Colours by their numbers, which each scheme fills (log-colours.ts). */
const bad = `${esc}[31m`;
const ok = `${esc}[32m`;
const warn = `${esc}[33m`;
const redirected = `${esc}[34m`;
const faint = `${esc}[90m`;
const plain = `${esc}[39m`;
const ofName = (place: number): string => `${esc}[38;5;${ownStart + (place % nameColourCount)}m`;
const badGround = `${esc}[48;5;${ownStart + nameColourCount}m`;

/** Of lines in their order most share the second of the one before. */
let lastSecond = { iso: '', clock: '' };

/** The time of day on this machine's clock, to the millisecond. @param iso in UTC with milliseconds, as the engine writes it */
export const clockOf = (iso: string): string => {
  const second = iso.slice(0, 19);
  if (second !== lastSecond.iso) lastSecond = { iso: second, clock: formatClockSeconds(iso) };
  return `${lastSecond.clock}.${iso.slice(20, 23)}`;
};

const longestName = 18;

/** Width of the column of names; 0: there is none. */
export const nameWidthOf = (servers: readonly string[]): number =>
  servers.length < 2 ? 0 : Math.min(longestName, Math.max(...servers.map((name) => name.length))) + 2;

/** Time of day, to the millisecond, and the blanks after it. */
const clockWidth = '00:00:00.000  '.length;

/** What stands before the text of each line, in signs. */
export const headWidthOf = (servers: readonly string[]): number => clockWidth + nameWidthOf(servers);

const isInTraceback = (text: string): boolean =>
  /^\s/.test(text) || text === '' || text.startsWith('Traceback (most recent call last):');

/** Whether a line goes on with the error that the one before began: it is one thing, and says its time once. */
export const isGoingOn = (line: LogLine, previous: LogLine | null): boolean =>
  previous !== null &&
  line.level === 'error' &&
  previous.level === 'error' &&
  line.server === previous.server &&
  line.stream === previous.stream &&
  isInTraceback(plainText(previous.text));

/** A request's status, as Django's server and the common log format write it, and what follows. */
const request = /^(.*"[A-Z]+ \S+ HTTP\/[\d.]+" )(\d{3})\b(.*)$/;

const colourOfStatus = (status: number): string => {
  if (status >= 500) return bad;
  if (status >= 400) return warn;
  return status >= 300 ? redirected : ok;
};

const withStatus = (text: string): string | null => {
  const [, before, status, after] = request.exec(text) ?? [];
  if (before === undefined || status === undefined || after === undefined) return null;
  return [before, colourOfStatus(Number(status)), status, faint, after].join('');
};

const numbered = (text: string): string =>
  text.replaceAll(sequence, (_, parameters: string) => `${esc}[${numberedColours(parameters)}m`);

const bodyOf = (line: LogLine, goesOn: boolean, ground: string): string => {
  // Its own colours win; where it ends them, the ground stays.
  if (hasColours(line.text)) return numbered(colouredText(line.text)).replaceAll(resets, `${reset}${ground}`);
  const text = plainText(line.text);
  const asRequest = withStatus(text);
  if (asRequest !== null) return asRequest;
  switch (line.level) {
    case 'debug':
      return `${faint}${text}`;
    case 'info':
      return text;
    case 'warning':
      return `${warn}${text}`;
    case 'error':
      // Of a traceback the exception counts; its frames are read as text.
      return goesOn && !isInTraceback(text) ? `${bad}${bold}${text}` : text;
    default:
      return line.level satisfies never;
  }
};

/**
 * A line as the terminal takes it, without its end: time, server, text; of an error that goes on only the text.
 *
 * @param previous the line above it; null at the top
 * @param servers those whose lines are shown, in the order of their colours; one only: no line names it
 */
export const logText = (line: LogLine, previous: LogLine | null, servers: readonly string[]): string => {
  const goesOn = isGoingOn(line, previous);
  const ground = line.level === 'error' ? badGround : '';
  const width = nameWidthOf(servers);
  const name = width === 0 ? '' : line.server.slice(0, longestName).padEnd(width);
  const head = goesOn
    ? ' '.repeat(headWidthOf(servers))
    : `${faint}${clockOf(line.at)}  ${ofName(Math.max(0, servers.indexOf(line.server)))}${name}`;
  return `${ground}${head}${plain}${bodyOf(line, goesOn, ground)}${ground === '' ? '' : ground + toLineEnd}${reset}`;
};

/** A line for the clipboard. */
export const copiedText = ({ at, server, text }: LogLine): string => `${at} ${server} ${plainText(text)}`;
