import type { Problem } from '../../contract';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import type { SiteRows } from '../sites/rows';
import type { Surroundings } from '../sites/surroundings';

/** What an operation looks at: all site rows of one database, and what decides domains. */
export interface OperationInput extends SiteRows {
  readonly settings: RewriteSettings;
  /** ISO 8601. `last_updated_at` is none of an operation's business: the diff sets it. */
  readonly now: string;
  /** The port in URLs, for the warning of trap 9; null: not known, nothing is said of it. */
  readonly routerPort: number | null;
  /** Other tables and template folders, for warnings; left out: not looked at. */
  readonly surroundings?: Surroundings;
}

/** What an operation answers. */
export interface OperationOutcome {
  /**
   * All rows as they should be, those that stay as they are included; the order makes no difference. A row that is not there any
   * more is deleted. A row with an id that was not there is inserted: with that id when it is positive, while a negative one is
   * provisional (`provisionalId`) and becomes what the sequence gives; rows of a new site refer to it by the same negative id.
   * A table that is absent (null) stays absent.
   */
  readonly after: SiteRows;
  /** What it could not do, or what is odd about the result; a row with an error stays as it was. */
  readonly problems: readonly Problem[];
  /** What history calls it, in words: `Slug of Example Bici: bicicletta → bici`. No full stop. */
  readonly title: string;
}

/**
 * A change of site rows as a pure function: from the rows as they are to the rows as they should be. What is written is the
 * difference of both (`diffRows`), so an operation never lists changes itself, and operations compose: the rows after one are
 * the input of the next.
 *
 * An operation that is asked for something that makes no sense (a site that is not there) throws an AppError; a rule that stands
 * in the way of one site among many is a problem, and that site is left out.
 */
export type SiteOperation = (input: OperationInput) => OperationOutcome;

/**
 * An id for a new row that no row has: negative, the next below all.
 *
 * @param rows those of the same table, with what was added to them so far
 */
export const provisionalId = (rows: readonly { readonly id: number }[]): number =>
  rows.reduce((lowest, { id }) => Math.min(lowest, id), 0) - 1;
