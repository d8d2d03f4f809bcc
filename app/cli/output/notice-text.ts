import type { Notice } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';

/** What happened to the engine by itself, as a remark before the command's own words. */
export const noticeText = ({ severity, title, details }: Notice, paint: Paint): string => {
  const head = severity === 'info' ? paint.dim('Note:') : paint.warning('Note:');
  return [`${head} ${cleanText(title)}.`, ...details.map((detail) => `      ${cleanText(detail)}`)].join(
    '\n',
  );
};
