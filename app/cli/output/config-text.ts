import type { Configured, ConfigValue, ServerEnvironment } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { renderTable } from './table';

const valueText = (value: ConfigValue['value']): string =>
  cleanText(typeof value === 'string' ? value : JSON.stringify(value));

type Source = Pick<ConfigValue, 'origin' | 'detail'>;

const originText = ({ origin, detail }: Source): string => {
  if (detail === null) return origin;
  // A file says which line; "settings.py" may be any of the settings' files.
  const saysAll = detail.startsWith(origin) || origin === 'settings.py';
  return saysAll ? cleanText(detail) : `${origin}: ${cleanText(detail)}`;
};

/** Every value of a project with where it comes from. */
export const renderConfig = (lines: readonly ConfigValue[], paint: Paint): string =>
  renderTable(
    ['KEY', 'VALUE', 'FROM'].map((title) => ({ title })),
    lines.flatMap((line) => [
      [
        cleanText(line.key),
        valueText(line.value),
        line.origin === 'default' ? paint.dim(originText(line)) : originText(line),
      ],
      ...line.overridden.map((other) => [
        '',
        paint.dim(valueText(other.value)),
        paint.dim(`${originText(other)}, overridden`),
      ]),
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

type Change = { readonly key: string; readonly value: string | null };

const isOfFiles = ({ origin }: Source): boolean =>
  origin === 'manysite.json' || origin === 'manysite.local.json';

/** What was changed where, what counts in spite of it, and the next step. */
export const renderConfigured = (
  configured: Configured,
  changes: readonly Change[],
  paint: Paint,
): string => {
  const { files, values, isLocalFileIgnored } = configured;
  const keys = changes.map(({ key }) => key);
  const strongerLines = values
    .filter(
      (value) =>
        changes.some(({ key, value: given }) => key === value.key && given !== null) && !isOfFiles(value),
    )
    .map((value) =>
      paint.warning(
        `${cleanText(value.key)} stays ${valueText(value.value)}: ${originText(value)} is stronger.`,
      ),
    );
  const unignored =
    files.includes('manysite.local.json') && isLocalFileIgnored === false
      ? [paint.warning('git does not ignore manysite.local.json yet: add it to .gitignore.')]
      : [];
  const needsRewrite = keys.some(
    (key) => key === 'domainFormat' || key === 'sites' || key.startsWith('sites.'),
  );
  return [
    `Changed ${keys.map(cleanText).join(', ')} in ${files.join(' and ')}.`,
    ...strongerLines,
    ...unignored,
    paint.dim(
      needsRewrite ? 'Next: manysite rewrite' : 'Servers that run take it over with: manysite restart',
    ),
  ].join('\n');
};
