/** Two texts with what they share at both ends, and what differs between. */
export interface Marked {
  readonly before: string;
  readonly from: string;
  readonly to: string;
  readonly after: string;
}

/** Where two texts differ: everything between their common beginning and their common end, by whole characters. */
export const marked = (from: string, to: string): Marked => {
  const [one, other] = [[...from], [...to]];
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return {
    before: one.slice(0, start).join(''),
    from: one.slice(start, one.length - end).join(''),
    to: other.slice(start, other.length - end).join(''),
    after: one.slice(one.length - end).join(''),
  };
};
