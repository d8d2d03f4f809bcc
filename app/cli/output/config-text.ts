import type { ConfigValue, ServerEnvironment } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { renderTable } from './table';

const valueText = (value: ConfigValue['value']): string =>
  cleanText(typeof value === 'string' ? value : JSON.stringify(value));

const originText = ({ origin, detail }: ConfigValue): string => {
  if (detail === null || detail === origin) return origin;
  return detail.startsWith(`${origin};`) ? cleanText(detail) : `${origin}: ${cleanText(detail)}`;
};

/** Every value of a project with where it comes from. */
export const renderConfig = (lines: readonly ConfigValue[], paint: Paint): string =>
  renderTable(
    ['KEY', 'VALUE', 'FROM'].map((title) => ({ title })),
    lines.map((line) => [
      cleanText(line.key),
      valueText(line.value),
      line.origin === 'default' ? paint.dim(originText(line)) : originText(line),
    ]),
    paint,
  );

/** What a server gets: its environment, then the settings overlay line by line. */
export const renderEnvironment = (environment: ServerEnvironment, paint: Paint): string => {
  const variables = environment.variables.map(
    ({ name, value, reason }) =>
      `${paint.bold(cleanText(name))}=${cleanText(value)}  ${paint.dim(`# ${cleanText(reason)}`)}`,
  );
  const overlay = renderTable(
    ['OVERLAY', '', 'SETTING', 'WHY'].map((title) => ({ title })),
    environment.overlay.map(({ id, setting, reason, isOn }) => [
      id,
      isOn ? paint.good('on') : paint.warning('off'),
      cleanText(setting),
      cleanText(reason),
    ]),
    paint,
  );
  return environment.overlay.length === 0 ? variables.join('\n') : [...variables, '', overlay].join('\n');
};
