/** A value before and after, in parts: what both begin with, and what is different. */
export interface ValueChange {
  readonly same: string;
  readonly from: string;
  readonly to: string;
}

/**
 * What of a domain changes, told by whole labels from the left: `velos` stays in `velos.127.0.0.1.nip.io` → `velos.localhost`. The dot
 * belongs to what changes. Other values change as a whole.
 */
export const valueChange = (from: string, to: string): ValueChange => {
  const [one, other] = [from.split('.'), to.split('.')];
  const limit = Math.min(one.length, other.length) - 1;
  let equal = 0;
  while (equal < limit && one[equal] === other[equal]) equal += 1;
  const same = one.slice(0, equal).join('.');
  return { same, from: from.slice(same.length), to: to.slice(same.length) };
};
