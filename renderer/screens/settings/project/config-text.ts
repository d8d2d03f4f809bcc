import { type ConfigValue, projectFileSchema } from '../../../../app/contract';

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
