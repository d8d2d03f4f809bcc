import type { ConfigValue, Origin } from '../../app/contract';

/** A value of a project's configuration as one types it: text as it is, anything else as JSON. */
export const typedValue = (value: ConfigValue['value']): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const origins: Readonly<Record<Origin, string>> = {
  'command-line': 'command line',
  environment: 'environment',
  'env-file': 'env file',
  'manysite.local.json': 'manysite.local.json',
  'manysite.json': 'manysite.json',
  'settings.py': 'settings of Django',
  detected: 'found',
  default: 'default',
};

/** Where a value comes from, and more exactly where that is known. */
export const originText = ({ origin, detail }: Pick<ConfigValue, 'origin' | 'detail'>): string => {
  if (detail === null) return origins[origin];
  // A file says which line; settings of Django may be in any file, which then says enough.
  const saysAll = origin === 'settings.py' || detail.startsWith(origins[origin]);
  return saysAll ? detail : `${origins[origin]}: ${detail}`;
};
