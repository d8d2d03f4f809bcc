import classes from './mark.module.css';

/** State of a thing, told by shape; a word always goes with it. */
export type MarkKind =
  | 'ready'
  | 'starting'
  | 'stopped'
  | 'failed'
  | 'backing-off'
  | 'draining'
  | 'disabled'
  | 'conflict'
  | 'active'
  | 'warm';

/** The shape of a state (ui.md, "State marks"); its word is beside it, so readers skip the mark. */
export const Mark = ({ kind }: { readonly kind: MarkKind }) => (
  <span className={classes.mark} data-kind={kind} aria-hidden="true" />
);
