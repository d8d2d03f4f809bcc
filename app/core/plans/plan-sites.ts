import { AppError, type Problem } from '../../contract';
import { findBrokenKeys } from './broken-keys';
import { diffRows } from './diff-rows';
import type { OperationInput, SiteOperation } from './operation';
import { type RowChange, siteIdOf } from './row-change';

/** What an operation is going to do to the rows of a database. */
export interface PlannedSites {
  readonly title: string;
  readonly changes: readonly RowChange[];
  readonly problems: readonly Problem[];
}

/** Rows with one key cannot be written one by one. */
const requireDistinct = ({ tables }: OperationInput, changes: readonly RowChange[]): void => {
  for (const change of changes) {
    const oddity = tables.oddities?.ofSites.get(siteIdOf(change));
    if (oddity?.code !== 'rows-alike') continue;
    throw new AppError('domain-conflict', oddity.message, {
      hint: 'Nothing was written. Delete all of them but one in the database, by SQL.',
      data: { siteId: oddity.siteId },
    });
  }
};

/**
 * The plan of any operation: what it changes, row by row. Nothing is written here.
 *
 * @throws AppError `domain-conflict` when the result would break a rule of Django's tables that the operation did not look at,
 *   and what the operation throws
 */
export const planSites = (operation: SiteOperation, input: OperationInput): PlannedSites => {
  const { after, problems, title } = operation(input);
  const changes = diffRows(input, after, input.now);
  requireDistinct(input, changes);
  const [broken] = findBrokenKeys(after, changes);
  if (broken !== undefined)
    throw new AppError('domain-conflict', broken.message, {
      hint: 'Nothing was written. Choose another value.',
      data: { siteId: broken.siteId },
    });
  return { title, changes, problems };
};
