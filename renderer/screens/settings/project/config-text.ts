import { type ConfigValue, type Origin, projectFileSchema } from '../../../../app/contract';

/** A value as one types it: text as it is, anything else as JSON. */
export const typedValue = (value: ConfigValue['value']): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const origins: Readonly<Record<Origin, string>> = {
  'command-line': 'command line',
  environment: 'environment',
  'env-file': 'env file',
  'manysite.local.json': 'manysite.local.json',
  'manysite.json': 'manysite.json',
  'settings.py': "the project's settings",
  detected: 'detected',
  default: 'default',
};

/** Where a value comes from, and more exactly where that is known. */
export const originOf = ({ origin, detail }: Pick<ConfigValue, 'origin' | 'detail'>): string =>
  detail === null || detail.startsWith(origins[origin])
    ? (detail ?? origins[origin])
    : `${origins[origin]}, ${detail}`;

const { shape } = projectFileSchema;
const parts: Readonly<Record<string, ReadonlySet<string>>> = {
  django: new Set(Object.keys(shape.django.unwrap().shape)),
  serve: new Set(Object.keys(shape.serve.unwrap().shape)),
};

/** Whether a value can be given in the project's files; others come from its own settings, the environment, or are what was found. */
export const isEditable = ({ key }: Pick<ConfigValue, 'key'>): boolean => {
  const [first = '', second = ''] = key.split('.');
  return first in shape && (parts[first]?.has(second) ?? true);
};

/** Whether one of the project's files gives it, so that it can be taken out. */
export const isInFile = ({ origin }: Pick<ConfigValue, 'origin'>): boolean =>
  origin === 'manysite.json' || origin === 'manysite.local.json';
