import { InvalidArgumentError } from 'commander';

/** `12=velos-ch`, repeatable: collects into one record by site id. */
export const collectSlug = (
  value: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const match = /^(\d+)=(.+)$/.exec(value);
  if (match === null) throw new InvalidArgumentError('Give a site id and a slug, such as 12=velos-ch.');
  const [, id = '', slug = ''] = match;
  return { ...before, [String(Number(id))]: slug };
};
