import type { LogLine } from '../../contract';
import { cleanLogLine, cleanText } from './clean-text';
import type { Paint } from './paint';

const clock = (moment: string): string => {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? '' : at.toTimeString().slice(0, 8);
};

/** One line of a server's log: time, server, text; what Manysite itself says stands out. */
export const renderLogLine = (line: LogLine, paint: Paint): string => {
  const text = cleanLogLine(line.text, paint.hasColour);
  const said = line.stream === 'manysite' ? paint.warning(text) : text;
  return `${paint.dim(`${clock(line.at)} ${cleanText(line.server)} |`)} ${said}`.trimEnd();
};
