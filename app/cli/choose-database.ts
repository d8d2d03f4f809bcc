import { AppError, type Database } from '../contract';

const named = (databases: readonly Database[]): string => databases.map(({ name }) => name).join(', ');

/**
 * Which database a word means: its name, else its label, else the beginning of exactly one name or label.
 *
 * @param options.allowPrefix false where a mistake cannot be taken back
 * @throws AppError `database-not-found` naming what there is, or what the word could mean
 */
export const chooseDatabase = (
  databases: readonly Database[],
  wanted: string,
  options: { readonly allowPrefix: boolean },
): Database => {
  const groups = [
    databases.filter(({ name, id }) => name === wanted || id === wanted),
    databases.filter(({ label }) => label === wanted),
    options.allowPrefix && wanted !== ''
      ? databases.filter(({ name, label }) => name.startsWith(wanted) || label.startsWith(wanted))
      : [],
  ];
  const found = groups.find((group) => group.length > 0) ?? [];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw new AppError(
      'database-not-found',
      `"${wanted}" could be ${found.length} databases: ${named(found)}.`,
      {
        hint: 'Give the whole name of one of them.',
        data: { database: wanted, candidates: found.map(({ name }) => name) },
      },
    );
  }
  throw new AppError('database-not-found', `There is no database "${wanted}".`, {
    hint:
      databases.length === 0
        ? 'Import a dump first: `manysite import DUMP`.'
        : `Known are ${named(databases)}.`,
    data: { database: wanted, databases: databases.map(({ name }) => name) },
  });
};
