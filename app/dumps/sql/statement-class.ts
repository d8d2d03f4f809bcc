/** What a statement is about, in pg_dump's words. */
export interface StatementClass {
  readonly type: string;
  /** As written; null when the search path decides. */
  readonly schema: string | null;
  readonly name: string;
  readonly table: string | null;
}
