import type { ConfigValue } from '../../../app/contract';
import { originText } from '../../text/config-value';

/** One line of what was recognised of a project. */
export interface RecognisedRow {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly from: string;
  /** It can be corrected here; what is only told cannot. */
  readonly isEditable: boolean;
}

const labels = [
  { key: 'django.root', label: 'Folder of manage.py', isEditable: true },
  { key: 'django.settings', label: 'Settings module', isEditable: true },
  { key: 'django.python', label: 'Python', isEditable: true },
  { key: 'python.version', label: 'Python version', isEditable: false },
  { key: 'django.version', label: 'Django version', isEditable: false },
  { key: 'domainFormat', label: 'Domain format', isEditable: true },
  { key: 'defaultMode', label: 'Mode', isEditable: false },
  { key: 'afterImport', label: 'After an import', isEditable: false },
] as const;

const packagePrefix = 'packages.';

/** A value as people write it: commands as typed, `–` for none. */
export const valueText = (value: ConfigValue['value']): string => {
  if (value === null || value === '') return '–';
  if (Array.isArray(value)) {
    if (value.length === 0) return '–';
    return value.map((part) => (Array.isArray(part) ? part.join(' ') : String(part))).join('; ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const packageText = ({ key, value }: ConfigValue): string => {
  const name = key.slice(packagePrefix.length).replace(/^django-contrib-/, 'django.contrib.');
  return value === true ? name : `${name} ${valueText(value)}`;
};

/** How the project does multisite, then what else was found or said of it. */
export const recognisedRows = (values: readonly ConfigValue[]): readonly RecognisedRow[] => {
  const packages = values.filter(({ key, value }) => key.startsWith(packagePrefix) && value !== false);
  const last = packages.at(-1);
  const multisite: RecognisedRow = {
    key: 'packages',
    label: 'Multisite',
    value: packages.map(packageText).join(', ') || '–',
    from: last === undefined ? 'none of the packages was found' : originText(last),
    isEditable: false,
  };
  const rows = labels.flatMap(({ key, label, isEditable }): RecognisedRow[] => {
    const line = values.find((value) => value.key === key);
    return line === undefined
      ? []
      : [{ key, label, value: valueText(line.value), from: originText(line), isEditable }];
  });
  return [multisite, ...rows];
};
