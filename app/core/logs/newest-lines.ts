interface Dated {
  /** ISO 8601 in UTC with milliseconds, so that text is in the order of time. */
  readonly at: string;
}

/** Both in one order, only the newest `count`; of lines of one moment those of `first` come first. */
const merged = <Line extends Dated>(
  first: readonly Line[],
  second: readonly Line[],
  count: number,
): readonly Line[] => {
  const size = Math.min(count, first.length + second.length);
  const lines = new Array<Line>(size);
  let [one, other] = [first.length - 1, second.length - 1];
  for (let place = size - 1; place >= 0; place--) {
    const [left, right] = [first[one], second[other]];
    const isRight = right !== undefined && (left === undefined || left.at <= right.at);
    const line = isRight ? right : left;
    if (line === undefined) break;
    lines[place] = line;
    if (isRight) other -= 1;
    else one -= 1;
  }
  return lines;
};

/**
 * The newest lines of many logs as one, oldest first. Work grows with the number of lines times the logarithm of the number of logs.
 *
 * @param logs each oldest first
 * @param count how many lines at most, 0 or more
 */
export const newestLines = <Line extends Dated>(
  logs: readonly (readonly Line[])[],
  count: number,
): readonly Line[] => {
  if (logs.length < 2) {
    const [only = []] = logs;
    return only.slice(Math.max(0, only.length - count));
  }
  const middle = logs.length >> 1;
  return merged(newestLines(logs.slice(0, middle), count), newestLines(logs.slice(middle), count), count);
};
